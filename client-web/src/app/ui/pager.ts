import { Component, booleanAttribute, computed, inject, input, output } from '@angular/core';
import { Moment } from '../../gen/hientai/rpc/v1/time_pb';
import { ExportButton } from './export-button';
import { Export, ExportDesk, Format } from './exports';
import { formatCount } from './numbers';
import { Pages } from './pages';
import { injectText } from './text';

/** Where in a list the reader is, and the ledger position the pages are pinned to. */
@Component({
  selector: 'ht-pager',
  imports: [ExportButton],
  template: `
    <div class="pager">
      <span class="num">{{
        t(capped() ? 'list.rowsCapped' : 'list.rows', {
          from: count(offset() + 1),
          to: count(offset() + rows()),
          total: count(total()),
        })
      }}</span>
      <span class="hidep">{{ order() }}</span>
      @if (at()) {
        <span class="hidep num">{{ t('list.pinned', { position: pinned() }) }}</span>
      }
      <span class="right">
        @if (written()) {
          <ht-export-button small (chosen)="write($event)" />
        }
        @if (sizes().length) {
          <label class="size"
            >{{ t('list.rowSize') }}
            <select [value]="size()" (change)="sized.emit(+$any($event.target).value)">
              @for (choice of sizes(); track choice) {
                <option [value]="choice" [selected]="choice === size()">{{ choice }}</option>
              }
            </select></label
          >
        }
        <button
          class="btn sm"
          type="button"
          [attr.aria-disabled]="!pages().turned()"
          (click)="pages().turned() && pages().back()"
        >
          {{ t('act.previous') }}
        </button>
        <button class="btn sm" type="button" [attr.aria-disabled]="!next()" (click)="forward()">
          {{ t('act.next') }}
        </button>
      </span>
    </div>
  `,
})
export class Pager {
  protected readonly t = injectText();
  readonly at = input<Moment | undefined>();
  readonly pages = input.required<Pages>();
  /** The answer's token for the next page; '' on the last. */
  readonly next = input.required<string>();
  /** The list is the page: the next one is read from its top. */
  readonly top = input(false, { transform: booleanAttribute });
  /** Where the first row stands, if the answer says so. */
  readonly first = input<number>();
  readonly rows = input.required<number>();
  readonly total = input.required<number>();
  readonly capped = input(false);
  readonly order = input('');
  readonly size = input(50);
  readonly sizes = input<number[]>([]);
  readonly sized = output<number>();
  /** How the whole list is written out; without it there is no way to a file here. */
  readonly written = input<() => Export>();
  private readonly desk = inject(ExportDesk);
  protected readonly count = formatCount;
  protected readonly offset = computed(() => this.first() ?? this.pages().turned() * this.size());
  protected readonly pinned = computed(() => formatCount(this.at()?.position ?? 0n));

  protected write(format: Format) {
    void this.desk.run(this.written()!(), format);
  }

  protected forward() {
    if (!this.next()) return;
    this.pages().forward(this.next());
    if (this.top()) scrollTo({ top: 0 });
  }
}
