import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { CodeList, Entry } from '../../gen/hientai/codelists/v1/code_list_pb';
import { CodeListService } from '../../gen/hientai/codelists/v1/code_list_service_pb';
import { read } from '../rpc/read';
import { FieldSpec, FormSpec, Values, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { TextKey, injectText } from '../ui/text';
import { codeListKey } from '../ui/vocabulary';

type Way = 'add' | 'amend' | 'spelling' | 'remove';

const TITLES: Record<Way, TextKey> = {
  add: 'codeList.add',
  amend: 'codeList.amend',
  spelling: 'codeList.spelling',
  remove: 'codeList.remove',
};
const FIELDS: FieldSpec[] = [
  { name: 'name', type: 'text', label: 'codeList.name' },
  { name: 'nameEn', type: 'text', label: 'codeList.nameEn', optional: true },
  { name: 'code', type: 'text', label: 'codeList.code', optional: true, half: true },
  { name: 'spellings', type: 'long', label: 'codeList.spellings', hint: 'codeList.spellingsHint', optional: true },
  { name: 'from', type: 'date', label: 'codeList.from', optional: true, half: true },
  { name: 'to', type: 'date', label: 'codeList.to', optional: true, half: true },
  { name: 'ground', type: 'text', label: 'codeList.ground', optional: true },
];
const lines = (values: Values, name: string) =>
  str(values, name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** An entry of a list: added, corrected, given another spelling, or removed. */
@Component({
  selector: 'ht-code-list-record-page',
  imports: [Failure, RecordForm],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/danh-muc"
        (recorded)="leave()"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(title()) }}</h1>
          <span class="mute">{{ t(key(list())) }}{{ entry() ? ', ' + entry()!.details?.name : '' }}</span>
        </div>
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(CodeListService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly viec = input<string>();
  readonly loai = input<string>();
  readonly muc = input<string>();
  readonly viet = input<string>();

  private readonly way = computed<Way>(() => ((this.viec() ?? 'add') in TITLES ? (this.viec() as Way) : 'add'));
  protected readonly title = computed(() => TITLES[this.way()]);
  protected readonly list = computed(() => (Number(this.loai()) || CodeList.ISSUER) as CodeList);
  protected readonly key = codeListKey;
  private readonly newId = uuidv7();
  protected readonly page = read({
    params: () => (this.way() === 'add' ? undefined : { list: this.list(), at: this.time.at(), pageSize: 500 }),
    load: async (request, signal) => {
      const entries: Entry[] = [];
      let pageToken = '';
      do {
        const answer = await this.client.listEntries({ ...request, pageToken }, { signal });
        entries.push(...answer.entries);
        pageToken = answer.nextPageToken;
      } while (pageToken);
      return entries;
    },
    subject: ({ list }) => list,
  });
  protected readonly entry = computed(() => this.page.value()?.find(({ id }) => id === this.muc()));

  protected readonly spec = computed<FormSpec | undefined>(() => {
    const entry = this.entry();
    if (this.way() === 'add') return this.addition();
    if (!this.page.value()) return undefined;
    if (this.way() === 'spelling') return this.spelled(this.page.value()!);
    if (!entry) return undefined;
    return this.way() === 'remove' ? this.removal(entry) : this.amendment(entry);
  });

  private addition(): FormSpec {
    return {
      key: this.newId,
      fields: FIELDS,
      initial: { name: this.viet() ?? '', nameEn: '', code: '', spellings: '', from: '', to: '', ground: '' },
      reason: 'unless-paper',
      paper: 'record.basis',
      expectedVersion: 0n,
      send: (values, envelope, options) =>
        this.client.addEntry({ envelope, id: this.newId, details: this.details(values) }, options),
    };
  }

  private amendment(entry: Entry): FormSpec {
    const { name, nameEn, code, spellings, from, to, ground } = entry.details!;
    return {
      key: `amend/${entry.id}`,
      fields: FIELDS,
      initial: { name, nameEn, code, spellings: spellings.join('\n'), from, to, ground },
      reason: 'required',
      paper: 'record.basis',
      expectedVersion: entry.version,
      send: (values, envelope, options) =>
        this.client.amendEntry({ envelope, id: entry.id, details: this.details(values) }, options),
    };
  }

  private spelled(entries: Entry[]): FormSpec {
    return {
      key: `spelling/${this.viet() ?? ''}`,
      fields: [
        { name: 'spelling', type: 'text', label: 'codeList.typed' },
        {
          name: 'entry',
          type: 'choice',
          label: 'codeList.means',
          path: 'id',
          options: () => entries.map(({ id, details }) => ({ value: id, label: details?.name ?? '' })),
        },
      ],
      initial: { spelling: this.viet() ?? '', entry: this.muc() ?? '' },
      reason: 'unless-paper',
      paper: 'record.basis',
      expectedVersion: 0n,
      send: (values, envelope, options) =>
        this.client.addSpelling({ envelope, id: str(values, 'entry'), spelling: str(values, 'spelling') }, options),
    };
  }

  private removal(entry: Entry): FormSpec {
    return {
      key: `remove/${entry.id}`,
      fields: [],
      initial: {},
      reason: 'required',
      paper: 'record.basis',
      expectedVersion: entry.version,
      send: (_, envelope, options) => this.client.removeEntry({ envelope, id: entry.id }, options),
    };
  }

  private details(values: Values) {
    return {
      list: this.list(),
      name: str(values, 'name'),
      nameEn: str(values, 'nameEn'),
      code: str(values, 'code'),
      spellings: lines(values, 'spellings'),
      from: str(values, 'from'),
      to: str(values, 'to'),
      ground: str(values, 'ground'),
    };
  }

  constructor() {
    pageTrail(() => [{ text: this.t('codeList.title'), link: ['/danh-muc'] }, { text: this.t(this.title()) }]);
  }

  protected leave() {
    void this.router.navigate(['/danh-muc'], { queryParams: { loai: this.list(), ...this.time.query() } });
  }
}
