import { Component, Injectable, inject, signal } from '@angular/core';
import type { Moment } from '../../gen/hientai/rpc/v1/time_pb';
import { toProblem } from '../rpc/problem';
import { Chips } from './chip';
import { dayInVietnam, formatDate, formatTime } from './dates';
import { Icon } from './icon';
import { formatCount } from './numbers';
import { Language, injectText } from './text';
import { Searched } from './searched';
import { Toasts } from './toasts';
import type { Cell, Sheet } from './workbook';

/** What a list can be taken along as: a workbook, or text with one of the separators that spreadsheets read. */
export type Format = 'xlsx' | 'comma' | 'semicolon' | 'tab';
const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;
/** What is said of a file in itself: what was asked, and of which moment it is the answer. */
export interface About {
  title: string;
  /** What was asked besides the filters that the page shows as chips, and the words sought. */
  asked?: [name: string, value: string][];
  at?: Moment;
  /** The day whose tree units were drawn by, if that is another. */
  treeOn?: string;
}

export interface Export extends About {
  /** Without its ending. */
  file: string;
  header: string[];
  /** Fetches one page after another; each answers its rows and how many there are in all. */
  pages: (
    signal: AbortSignal,
  ) => AsyncIterable<{ rows: Cell[][]; total: number; at?: Moment | undefined; treeOn?: string }>;
}

/** Writing a list out to a file. It goes on when the reader leaves the page, and counts truly; a file is given whole or not at all. */
@Injectable({ providedIn: 'root' })
export class ExportDesk {
  private readonly t = injectText();
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private readonly chips = inject(Chips);
  private readonly searched = inject(Searched);
  private abort?: AbortController;

  readonly running = signal<{ done: number; total: number } | undefined>(undefined);
  readonly failure = signal('');

  run(job: Export, format: Format) {
    const about = this.asking(job);
    return this.busy(async (signal) => {
      const rows: Cell[][] = [];
      for await (const page of job.pages(signal)) {
        for (const row of page.rows) rows.push(row);
        about.at ??= page.at;
        about.treeOn ||= page.treeOn ?? '';
        this.running.set({ done: rows.length, total: Math.max(page.total, rows.length) });
      }
      await this.give(job.file, [{ name: job.title, header: job.header, rows }], about, format);
    });
  }

  /** Tables that are whole on the page already. */
  write(file: string, sheets: Sheet[], about: About, format: Format) {
    return this.busy(() => this.give(file, sheets, this.asking(about), format));
  }

  /** As it is on the page now: the reader may go on to another before the file is done. */
  private asking({ title, asked = [], at, treeOn }: About): About {
    const words = this.searched.words().trim();
    const sought: [string, string][] = words ? [[this.t('file.words'), words]] : [];
    return { title, at, treeOn, asked: [...sought, ...this.chips.inWords(), ...asked] };
  }

  stop() {
    this.abort?.abort();
  }

  private async busy(work: (signal: AbortSignal) => Promise<void>) {
    if (this.running()) return;
    this.abort = new AbortController();
    this.failure.set('');
    this.running.set({ done: 0, total: 0 });
    try {
      await work(this.abort.signal);
    } catch (error) {
      if (!this.abort.signal.aborted)
        this.failure.set(this.t('list.exportFailed', { message: this.language.of(toProblem(error).message) }));
    } finally {
      this.running.set(undefined);
    }
  }

  private async give(file: string, sheets: Sheet[], about: About, format: Format) {
    const name = `${file}.${format === 'xlsx' ? 'xlsx' : 'csv'}`;
    if (format === 'xlsx') {
      const { workbook } = await import('./workbook');
      const { t } = this;
      const content = workbook([...sheets, this.aboutIt(sheets, about)], {
        name: t('file.long'),
        where: t('file.where'),
        goesOn: (row) => ` … [${t('file.goesOn', { row })}]`,
      });
      download(name, content, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    } else {
      const { csv } = await import('./csv');
      const separator = SEPARATORS[format];
      const decimal = separator !== ',' && this.language.code() === 'vi' ? ',' : '.';
      download(
        name,
        '\ufeff' + sheets.map(({ header, rows }) => csv([header, ...rows], separator, decimal)).join('\r\n'),
      );
    }
    this.toasts.say(
      this.t('list.exported', { count: formatCount(sheets.reduce((n, { rows }) => n + rows.length, 0)) }),
    );
  }

  private aboutIt(sheets: Sheet[], { title, asked = [], at, treeOn }: About): Sheet {
    const { t } = this;
    const known = at?.knownAt;
    const lines: Cell[][] = [
      [t('file.validOn'), formatDate(at?.validOn ?? dayInVietnam(new Date()))],
      ...(known ? [[t('file.knownAt'), formatTime(known)]] : []),
      ...(at ? [[t('file.position'), `#${at.position}`]] : []),
      [t('file.tree'), treeOn && treeOn !== at?.validOn ? formatDate(treeOn) : t('file.sameTree')],
      ...(asked.length
        ? asked.map(([name, value]) => [`${t('file.filter')}: ${name}`, value])
        : [[t('file.filter'), t('file.none')]]),
      ...sheets.map(({ name, rows }) => [`${t('file.rows')}: ${name}`, rows.length]),
      [t('file.address'), location.href],
    ];
    return { name: t('file.about'), header: [t('file.list'), title], rows: lines };
  }
}

export function download(name: string, content: BlobPart, type = 'text/csv;charset=utf-8') {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

@Component({
  selector: 'ht-exports',
  imports: [Icon],
  template: `
    @if (desk.running(); as run) {
      <div class="prog" role="status">
        <span class="small">{{ t('list.exporting', { done: count(run.done), total: count(run.total) }) }}</span>
        <progress [max]="run.total || 1" [value]="run.done"></progress>
        <button class="ib" type="button" [attr.aria-label]="t('list.exportStop')" (click)="desk.stop()">
          <ht-icon name="x" />
        </button>
      </div>
    }
    @if (desk.failure()) {
      <div class="refusal" role="alert">
        <ht-icon name="warn" />
        <p>{{ desk.failure() }}</p>
        <button class="link" type="button" (click)="desk.failure.set('')">{{ t('act.close') }}</button>
      </div>
    }
  `,
})
export class Exports {
  protected readonly t = injectText();
  protected readonly desk = inject(ExportDesk);
  protected readonly count = formatCount;
}
