import { Component, Injectable, inject, signal } from '@angular/core';
import { toProblem } from '../rpc/problem';
import { Icon } from './icon';
import { formatCount } from './numbers';
import { Language, injectText } from './text';
import { Toasts } from './toasts';

export interface Export {
  file: string;
  header: string[];
  /** Fetches one page after another; each answers its rows and how many there are in all. */
  pages: (signal: AbortSignal) => AsyncIterable<{ rows: string[][]; total: number }>;
}

/** Writing a list out to a file. It goes on when the reader leaves the page, and counts truly. */
@Injectable({ providedIn: 'root' })
export class ExportDesk {
  private readonly t = injectText();
  private readonly language = inject(Language);
  private readonly toasts = inject(Toasts);
  private abort?: AbortController;

  readonly running = signal<{ done: number; total: number } | undefined>(undefined);
  readonly failure = signal('');

  async run(job: Export) {
    if (this.running()) return;
    this.abort = new AbortController();
    this.failure.set('');
    this.running.set({ done: 0, total: 0 });
    try {
      const rows: string[][] = [];
      for await (const page of job.pages(this.abort.signal)) {
        rows.push(...page.rows);
        this.running.set({ done: rows.length, total: Math.max(page.total, rows.length) });
      }
      download(job.file, csv([job.header, ...rows]));
      this.toasts.say(this.t('list.exported', { count: formatCount(rows.length) }));
    } catch (error) {
      if (!this.abort.signal.aborted)
        this.failure.set(this.t('list.exportFailed', { message: this.language.of(toProblem(error).message) }));
    } finally {
      this.running.set(undefined);
    }
  }

  stop() {
    this.abort?.abort();
  }
}

/** RFC 4180, with the mark that makes spreadsheets read it as UTF-8. Cells cannot start a formula. */
export function csv(rows: string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
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
