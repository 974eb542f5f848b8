import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { Programme, Sector, SourceCheck, SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { FieldSpec, FormSpec, Values, laterEntries, lines, maskOf, num, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Language, TextKey, injectText } from '../ui/text';
import { sourceCheckKey, valuesOf } from '../ui/vocabulary';

const parts = (line: string) => line.split('|').map((part) => part.trim());
const allHave = (count: number) => (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .every((line) => parts(line).length === count && parts(line).every(Boolean));

const FIELDS: FieldSpec[] = [
  { name: 'code', type: 'text', half: true, label: 'find.code' },
  {
    name: 'places',
    type: 'text',
    numeric: true,
    half: true,
    optional: true,
    label: 'find.places',
    hint: 'find.placesHint',
  },
  { name: 'vi', path: 'name.vi', type: 'text', label: 'find.nameVi' },
  { name: 'en', path: 'name.en', type: 'text', label: 'find.nameEn' },
  {
    name: 'kinds',
    type: 'many',
    label: 'find.kinds',
    options: (_, t) =>
      valuesOf<SourceKind>(SourceKind).map((kind) => ({
        value: String(kind),
        label: t(`sourceKind.${kind}` as TextKey),
      })),
  },
  {
    name: 'sectors',
    type: 'many',
    optional: true,
    label: 'find.sectors',
    options: (_, t) =>
      valuesOf<Sector>(Sector).map((sector) => ({ value: String(sector), label: t(`sector.${sector}` as TextKey) })),
  },
  {
    name: 'criteria',
    type: 'lines',
    optional: true,
    label: 'find.criteria',
    hint: 'find.criteriaHint',
    readable: { test: allHave(4), say: 'find.linesUnread' },
  },
  {
    name: 'marks',
    type: 'lines',
    optional: true,
    label: 'find.marks',
    hint: 'find.marksHint',
    readable: { test: allHave(3), say: 'find.linesUnread' },
  },
  { name: 'benefits', type: 'lines', optional: true, label: 'find.benefits', hint: 'find.benefitsHint' },
  { name: 'source', type: 'text', label: 'find.source' },
  { name: 'clause', type: 'text', half: true, optional: true, label: 'find.clause' },
  {
    name: 'checked',
    type: 'choice',
    half: true,
    label: 'find.checked',
    options: (_, t) =>
      valuesOf<SourceCheck>(SourceCheck).map((check) => ({
        value: String(check),
        label: t(sourceCheckKey(check as never)),
      })),
  },
  { name: 'note', type: 'long', optional: true, label: 'find.remark' },
];

/** What a programme says, as the form shows it. */
function shown(programme: Programme | undefined): Values {
  const d = programme?.details;
  return {
    code: d?.code ?? '',
    places: d?.places ? String(d.places) : '',
    vi: d?.name?.vi ?? '',
    en: d?.name?.en ?? '',
    kinds: (d?.kinds ?? []).join('\n'),
    sectors: (d?.sectors ?? []).join('\n'),
    criteria: (d?.criteria ?? []).map((c) => [c.key, c.name?.vi, c.name?.en, c.rule].join(' | ')).join('\n'),
    marks: (d?.marks ?? []).map((m) => [m.key, m.name?.vi, m.name?.en].join(' | ')).join('\n'),
    benefits: (d?.benefits ?? []).join('\n'),
    source: d?.source ?? '',
    clause: d?.clause ?? '',
    checked: d ? String(d.checked) : String(SourceCheck.UNVERIFIED),
    note: d?.note ?? '',
  };
}

const details = (values: Values) => ({
  code: str(values, 'code'),
  places: num(values, 'places'),
  name: { vi: str(values, 'vi'), en: str(values, 'en') },
  kinds: lines(values, 'kinds').map(Number),
  sectors: lines(values, 'sectors').map(Number),
  criteria: lines(values, 'criteria').map((line) => {
    const [key, vi, en, rule] = parts(line);
    return { key, name: { vi, en }, rule };
  }),
  marks: lines(values, 'marks').map((line) => {
    const [key, vi, en] = parts(line);
    return { key, name: { vi, en } };
  }),
  benefits: lines(values, 'benefits'),
  source: str(values, 'source'),
  clause: str(values, 'clause'),
  checked: num(values, 'checked'),
  note: str(values, 'note'),
});

/** Adding a programme, loading those that come with the product, amending, correcting or ending one. */
@Component({
  selector: 'ht-programme-record-page',
  imports: [Failure, RecordForm],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/nguon/chuong-trinh"
        (recorded)="leave()"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(title()) }}</h1>
          @if (programme()?.details; as details) {
            <span class="mute">{{ details.code }} {{ language.of(details.name) }}</span>
          }
        </div>
      </ht-record-form>
    }
  `,
})
export class ProgrammeRecordPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(TalentService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input<string>();
  readonly viec = input<string>();
  readonly load = input(false);

  protected readonly page = read({
    params: () => (this.id() ? { id: this.id()!, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getProgramme(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly programme = computed(() => this.page.value()?.programme);
  private readonly fresh = uuidv7();
  protected readonly title = computed<TextKey>(() =>
    this.load()
      ? 'find.loadProgrammes'
      : !this.id()
        ? 'find.addProgramme'
        : this.viec() === 'dinh-chinh'
          ? 'find.correct'
          : this.viec() === 'ket-thuc'
            ? 'find.end'
            : 'find.amend',
  );

  protected readonly spec = computed<FormSpec | undefined>(() => {
    if (this.load()) return this.loading();
    if (!this.id()) return this.enacting();
    const programme = this.programme();
    if (!programme) return undefined;
    switch (this.viec()) {
      case 'ket-thuc':
        return this.ending(programme);
      case 'dinh-chinh':
        return this.correcting(programme);
      default:
        return this.amending(programme);
    }
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('nav.talent'), link: ['/nguon'] },
      { text: this.t('find.programmes'), link: ['/nguon/chuong-trinh'] },
      { text: this.t(this.title()) },
    ]);
  }

  protected leave() {
    void this.router.navigate(['/nguon/chuong-trinh'], { queryParams: this.time.query() });
  }

  private loading(): FormSpec {
    return {
      key: 'load',
      fields: [],
      initial: {},
      reason: 'required',
      paper: undefined,
      expectedVersion: 0n,
      send: (_, envelope, options) => this.client.loadShippedProgrammes({ envelope }, options),
    };
  }

  private enacting(): FormSpec {
    return {
      key: 'enact',
      fields: [
        { name: 'from', type: 'date', half: true, label: 'find.from' },
        { name: 'to', type: 'date', half: true, optional: true, label: 'find.to' },
        ...FIELDS,
      ],
      initial: { from: '', to: '', ...shown(undefined) },
      reason: 'optional',
      paper: 'record.basis',
      expectedVersion: 0n,
      send: (values, envelope, options) =>
        this.client.enactProgramme(
          { envelope, id: this.fresh, from: str(values, 'from'), to: str(values, 'to'), details: details(values) },
          options,
        ),
    };
  }

  private amending(programme: Programme): FormSpec {
    return {
      key: `amend/${programme.id}`,
      fields: [{ name: 'from', type: 'date', label: 'find.amendFrom' }, ...FIELDS],
      initial: { from: '', ...shown(programme) },
      reason: 'optional',
      paper: 'record.basis',
      expectedVersion: programme.version,
      send: (values, envelope, options) =>
        this.client.amendProgramme(
          {
            envelope,
            id: programme.id,
            from: str(values, 'from'),
            details: details(values),
            updateMask: maskOf(values, shown(programme), FIELDS),
            laterEntries: laterEntries(values),
          },
          options,
        ),
    };
  }

  private correcting(programme: Programme): FormSpec {
    const wrongFrom = programme.period?.from ?? '';
    return {
      key: `correct/${programme.id}/${wrongFrom}`,
      fields: [
        { name: 'rightFrom', type: 'date', half: true, label: 'find.rightFrom' },
        { name: 'to', type: 'date', half: true, optional: true, label: 'find.to' },
        ...FIELDS,
      ],
      initial: { rightFrom: wrongFrom, to: programme.period?.to ?? '', ...shown(programme) },
      reason: 'required',
      paper: 'record.basis',
      expectedVersion: programme.version,
      send: (values, envelope, options) =>
        this.client.correctProgramme(
          {
            envelope,
            id: programme.id,
            wrongFrom,
            rightFrom: str(values, 'rightFrom'),
            to: str(values, 'to'),
            details: details(values),
          },
          options,
        ),
    };
  }

  private ending(programme: Programme): FormSpec {
    return {
      key: `end/${programme.id}`,
      fields: [{ name: 'on', type: 'date', label: 'find.endOn' }],
      initial: { on: '' },
      reason: 'optional',
      paper: 'record.basis',
      expectedVersion: programme.version,
      send: (values, envelope, options) =>
        this.client.endProgramme({ envelope, id: programme.id, on: str(values, 'on') }, options),
    };
  }
}
