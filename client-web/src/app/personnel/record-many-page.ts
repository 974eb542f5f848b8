import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonChangeSchema, PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { read } from '../rpc/read';
import { FieldSpec, FormSpec, Values, isEmpty } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { Change, ChangeName, Subject, changeNamed } from './changes';

type PersonChangeInit = MessageInitShape<typeof PersonChangeSchema>;

/** What one decision can do to many people; anything about one line of one record is done on that record. */
const FOR_MANY: ChangeName[] = [
  'declareQualification',
  'startTraining',
  'changeAssignment',
  'transferAssignment',
  'endAssignment',
];

/** One decision about many people: recorded as one change set, all or none, under one reason and one paper. */
@Component({
  selector: 'ht-record-many-page',
  imports: [Failure, RecordForm, RouterLink, Skeleton],
  templateUrl: './record-many-page.html',
})
export class RecordManyPage {
  protected readonly t = injectText();
  private readonly client = injectClient(PersonService);
  private readonly router = inject(Router);
  protected readonly time = inject(TimeTravel);
  /** Ids of the people, joined by commas. */
  readonly nguoi = input('', { transform: (ids: string | undefined) => ids ?? '' });
  /** The change. */
  readonly viec = input<string>();
  protected readonly choices = FOR_MANY;

  protected readonly page = read({
    params: () => this.nguoi().split(',').filter(Boolean),
    load: async (ids, signal) => {
      const answers = await Promise.all(ids.map((id) => this.client.getPerson({ id }, { signal })));
      return answers.map((answer) => answer.person).filter((person) => !!person);
    },
    subject: (ids) => ids.join(),
  });
  protected readonly people = computed(() => this.page.value() ?? []);
  protected readonly change = computed(() => {
    const change = changeNamed(this.viec());
    return change && FOR_MANY.includes(change.name) ? change : undefined;
  });
  protected readonly title = computed(() =>
    this.t(this.change() ? (`change.${this.change()!.name}` as TextKey) : 'record.title'),
  );
  /** Minted once per person and change, for what begins. */
  private readonly subjects = computed<Subject[]>(() => {
    this.viec();
    return this.people().map((person) => ({ person, assignment: mainOf(person), newId: uuidv7() }));
  });
  /** A change of an assignment passes by whoever holds none; they are named rather than skipped in silence. */
  protected readonly without = computed(() =>
    this.change()?.entry === 'assignment' ? this.subjects().filter((one) => !one.assignment) : [],
  );
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const change = this.change();
    const subjects = this.subjects().filter((one) => !this.without().includes(one));
    if (!change || !subjects.length) return undefined;
    const blank: Subject = { person: subjects[0].person, newId: '' };
    return {
      key: [change.name, ...subjects.map((one) => one.person.id)].join('/'),
      fields: fieldsOf(change, blank),
      initial: change.initial(blank),
      reason: change.reason,
      paper: 'record.basis',
      expectedVersion: 0n,
      besides: subjects.map((one) => String(one.person.version)),
      send: (values, envelope, options) =>
        this.client.recordChanges({ envelope, changes: subjects.map((one) => changeOf(change, one, values)) }, options),
    };
  });

  constructor() {
    pageTrail(() => [{ text: this.t('people.title'), link: ['/nhan-su'] }, { text: this.title() }]);
  }

  protected choose(viec: string | null) {
    void this.router.navigate([], { queryParams: { viec }, queryParamsHandling: 'merge' });
  }

  protected leave() {
    void this.router.navigate(['/nhan-su'], { queryParams: this.time.query() });
  }
}

const mainOf = (person: Person) => person.assignments.find((one) => one.inForce);

/** Within an assignment, what is left empty stays as each person has it. */
function fieldsOf(change: Change, subject: Subject): FieldSpec[] {
  const fields = change.fields(subject);
  if (change.name !== 'changeAssignment') return fields;
  return fields
    .filter((field) => field.type !== 'flag')
    .map((field) => (field.name === 'from' ? field : { ...field, optional: true }));
}

function changeOf(change: Change, subject: Subject, values: Values): PersonChangeInit {
  const entered = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value) && value !== false));
  const own = change.name === 'changeAssignment' ? change.initial(subject) : {};
  return {
    personId: subject.person.id,
    expectedVersion: subject.person.version,
    change: { case: change.name, value: change.content({ ...own, ...entered }, subject) } as PersonChangeInit['change'],
  };
}
