import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CallOptions } from '@connectrpc/connect';
import { PersonChangeSchema, PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { injectProposing } from '../proposals/proposing';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { ChangeChooser } from './change-chooser';
import { ChangeEntry } from './change-entry';
import { assignmentValues } from './change-fields';
import { Subject, changeNamed, entryOf } from './changes';
import { Eye } from './eye';
import { closedFor } from './may-change';
import { RevealInit, opening, withMore } from './reveal';

type PersonChangeInit = MessageInitShape<typeof PersonChangeSchema>;
type Send = (request: object, options?: CallOptions) => Promise<Receipt>;

/** Recording something about a person: what it is, which line it is about, and the form. */
@Component({
  selector: 'ht-record-page',
  imports: [ChangeChooser, ChangeEntry, Eye, Failure, Icon, RecordForm, RouterLink, Skeleton],
  templateUrl: './record-page.html',
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly proposing = injectProposing();

  readonly id = input.required<string>();
  /** The change. */
  readonly viec = input<string>();
  /** The line of the record: its id, or its fact's key. */
  readonly muc = input<string>();
  /** Whether the menu that led here named a change or a correction. */
  readonly loai = input<string>();
  /** The unit somebody is to be placed in, and from when: the transfer is filled in so far. */
  readonly ve = input<string>();
  readonly tu = input<string>();

  protected readonly opened = opening(this.id);
  protected readonly own = computed(() => this.registry.owns(this.id()));
  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at(), reveal: this.opened() }),
    load: (request, signal) => this.client.getPerson(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly person = computed(() => this.page.value()?.person);
  protected readonly change = computed(() => changeNamed(this.viec()));
  protected readonly entryId = computed(() => this.muc()?.split(':').at(-1));
  protected readonly title = computed(() =>
    this.t(this.change() ? (`change.${this.change()!.name}` as TextKey) : 'record.title'),
  );

  private readonly newId = computed(() => {
    this.viec();
    return uuidv7();
  });
  private readonly proposalId = computed(() => {
    this.newId();
    return uuidv7();
  });
  private readonly subject = computed<Subject | undefined>(() => {
    const person = this.person();
    if (!person) return undefined;
    const [id, from] = (this.entryId() ?? '').split('@');
    return {
      person,
      qualification: person.qualifications.find((one) => one.id === id),
      assignment: person.assignments.find((one) => one.id === id && (!from || one.period?.from === from)),
      training: person.trainings.find((one) => one.id === id),
      placement: person.placements.find((one) => one.assignmentId === id && (!from || one.period?.from === from)),
      document: person.identityDocuments.find((one) => one.id === id),
      newId: this.newId(),
    };
  });
  /** The line has been named, or none is needed. */
  protected readonly settled = computed(() => {
    const [change, subject] = [this.change(), this.subject()];
    if (!change || !subject) return false;
    return !change.entry || !!entryOf(change, subject);
  });
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const [change, subject] = [this.change(), this.subject()];
    if (!change || !subject || !this.settled()) return undefined;
    const send = this.client[change.name].bind(this.client) as unknown as Send;
    return {
      key: [change.name, subject.person.id, change.entry ? this.entryId() : '', subject.newId].join('/'),
      fields: change.fields(subject),
      initial: { ...change.initial(subject), ...this.placing(subject) },
      reason: change.reason,
      paper: 'record.basis',
      expectedVersion: subject.person.version,
      send: (values, envelope, options) =>
        send({ envelope, personId: subject.person.id, change: change.content(values, subject) }, options),
      proposal: this.proposing(change.name, this.proposalId(), (values) => ({
        personId: subject.person.id,
        expectedVersion: subject.person.version,
        change: { case: change.name, value: change.content(values, subject) } as PersonChangeInit['change'],
      })),
    };
  });
  protected readonly closed = computed(() => (this.person() ? closedFor(this.person()!) : undefined));
  /** Kept values of the identity that this reader may open before correcting it. */
  protected readonly kept = computed(() =>
    this.change()?.name === 'correctIdentity'
      ? (this.person()?.withheld ?? [])
          .filter((one) => one.mayOpen && one.dataClass !== DataClass.CONTACT)
          .map((one) => one.dataClass)
      : [],
  );
  protected readonly about = computed(() => (this.change()?.entry ? this.subject() : undefined));

  constructor() {
    pageTrail(() => [
      { text: this.t('people.title'), link: ['/nhan-su'] },
      { text: this.person()?.identity?.fullName ?? '…', link: ['/nhan-su', this.id()] },
      { text: this.title() },
    ]);
  }

  /** Who is placed keeps their post: only unit and day are new. */
  private placing({ assignment }: Subject) {
    if (this.change()?.name !== 'transferAssignment' || !this.tu()) return {};
    return { ...assignmentValues(assignment?.details), unitId: this.ve() ?? '', on: this.tu()! };
  }

  protected reveal(more: RevealInit) {
    this.opened.set(withMore(this.opened(), more));
  }

  protected toProposal(receipt: Receipt) {
    void this.router.navigate(['/de-nghi', receipt.id]);
  }

  protected choose(query: { viec?: string | null; muc?: string | null; loai?: string | null }) {
    void this.router.navigate([], { queryParams: query, queryParamsHandling: 'merge' });
  }

  protected leave() {
    void this.router.navigate(['/nhan-su', this.id()], { queryParams: this.time.query() });
  }
}
