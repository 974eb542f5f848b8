import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  Directive,
  TemplateRef,
  booleanAttribute,
  contentChild,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { Params } from '@angular/router';
import type { Listing } from '../rpc/listing';
import { TimeTravel } from '../rpc/time-travel';
import { AddLink } from './add-link';
import { ExportButton } from './export-button';
import { Format } from './exports';
import { Failure } from './failure';
import { Icon } from './icon';
import { ListHead } from './list-head';
import { Pager } from './pager';
import { rowTravel } from './row-travel';
import { Searched } from './searched';
import { Skeleton } from './skeleton';
import { TextKey, injectText } from './text';
import { Asking } from './asking';

/** What a list says of itself. */
export interface ListTexts {
  title: TextKey;
  /** What is counted: all there is, and what matches. */
  all: TextKey;
  matching: TextKey;
  /** What the search box is called; without it there is none. */
  search?: TextKey;
  order?: TextKey;
  /** Nothing matches. */
  none: TextKey;
  noneSay: TextKey;
  /** There is nothing at all. */
  nothing: TextKey;
  nothingSay: TextKey;
}
export interface Column {
  text: TextKey;
  class?: string;
  sorted?: 'ascending' | 'descending';
}

/** The cells of a row: `<ng-template [htListRow]="list" let-one>`. */
@Directive({ selector: 'ng-template[htListRow]' })
export class ListRow<Row> {
  readonly htListRow = input.required<Listing<Row>>();
  readonly template = inject<TemplateRef<{ $implicit: Row }>>(TemplateRef);

  static ngTemplateContextGuard<Row>(_row: ListRow<Row>, _context: unknown): _context is { $implicit: Row } {
    return true;
  }
}

/**
 * A list as a page: its head, how much of it is asked for, the rows or what there is to say instead, and the pager. In it come what stands
 * above ([over]), what else can be done (.act), the filters (ht-filter-panel, .by), figures ([figures]), and its rows: cells (htListRow) or
 * a table of its own ([rows]).
 */
@Component({
  selector: 'ht-list-frame',
  imports: [Asking, AddLink, ExportButton, Failure, Icon, ListHead, NgTemplateOutlet, Pager, Skeleton],
  template: `
    <main class="page list-page" id="main">
      <ng-content select="[over]" />
      <ht-list-head
        [name]="texts().title"
        [total]="list().page.value()?.totalSize"
        [counted]="list().asked.filtered() ? texts().matching : texts().all"
        [search]="texts().search"
      >
        <div class="act">
          @if (list().rows().length && exports()) {
            <ht-export-button (chosen)="export.emit($event)" />
          }
          @if (add(); as way) {
            <ht-add-link [to]="way.to" [query]="way.query" [text]="way.text" main />
          }
        </div>
        <ng-content select=".by" ngProjectAs=".by" />
        <ng-content select="ht-filter-panel" />
      </ht-list-head>
      <ng-content select="[figures]" />
      <div [htAsking]="list().page">
        @if (list().page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="list().page.reload()" />
        } @else if (list().page.value(); as answer) {
          @if (list().rows().length) {
            @if (row(); as cells) {
              <table
                [class]="'tbl people ' + kind()"
                role="grid"
                [attr.aria-label]="t(texts().title)"
                [attr.aria-rowcount]="answer.totalSize"
              >
                <thead>
                  <tr>
                    @for (column of columns(); track column.text) {
                      <th scope="col" [class]="column.class" [attr.aria-sort]="column.sorted">
                        {{ t(column.text) }}
                        @if (column.sorted; as way) {
                          <ht-icon [name]="way === 'ascending' ? 'chu' : 'chd'" />
                        }
                      </th>
                    }
                  </tr>
                </thead>
                <tbody>
                  @for (one of list().rows(); track list().id(one); let i = $index) {
                    <tr
                      [id]="'row-' + list().id(one)"
                      [class.cur]="travel.current() === i"
                      [attr.tabindex]="travel.current() === i || (travel.current() < 0 && i === 0) ? 0 : -1"
                      (focus)="travel.at(i)"
                    >
                      <ng-container
                        [ngTemplateOutlet]="cells.template"
                        [ngTemplateOutletContext]="{ $implicit: one }"
                      />
                    </tr>
                  }
                </tbody>
              </table>
            } @else {
              <ng-content select="[rows]" />
            }
            <ht-pager
              [at]="answer.at"
              [pages]="list().pages"
              [rows]="list().rows().length"
              [total]="answer.totalSize"
              [order]="texts().order ? t(texts().order!) : ''"
              [next]="answer.nextPageToken"
              top
            />
          } @else {
            <div class="say-state">
              @if (list().asked.filtered()) {
                <b>{{ t(texts().none) }}</b>
                <p>{{ t(texts().noneSay) }}</p>
                <div class="btns">
                  @if (list().asked.active().length) {
                    <button class="btn sm" type="button" (click)="list().asked.clear()">
                      {{ t('list.clearFilters') }}
                    </button>
                  }
                  @if (searched.words()) {
                    <button class="btn sm" type="button" (click)="head().type('')">{{ t('list.clearSearch') }}</button>
                  }
                </div>
              } @else {
                <b>{{ t(texts().nothing) }}</b>
                <p>{{ t(time.past() ? 'state.pastHint' : texts().nothingSay) }}</p>
                @if (add(); as way) {
                  @if (!time.past()) {
                    <div class="btns"><ht-add-link [to]="way.to" [query]="way.query" [text]="way.text" main /></div>
                  }
                }
              }
            </div>
          }
        } @else if (list().page.slow()) {
          <ht-skeleton />
        }
      </div>
    </main>
  `,
})
export class ListFrame<Row> {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  protected readonly searched = inject(Searched);
  readonly list = input.required<Listing<Row>>();
  readonly texts = input.required<ListTexts>();
  readonly columns = input<Column[]>([]);
  /** The class that says how wide its columns are. */
  readonly kind = input('');
  /** How one more is put on record; none for whoever may not. */
  readonly add = input<{ to: string; query?: Params; text: TextKey }>();
  readonly exports = input(false, { transform: booleanAttribute });
  readonly export = output<Format>();

  protected readonly row = contentChild<ListRow<Row>>(ListRow);
  protected readonly head = viewChild.required(ListHead);
  protected readonly travel = rowTravel({
    ids: () => (this.row() ? this.list().rows().map(this.list().id) : []),
    open: (index, apart) => this.list().open(this.list().rows()[index], apart),
    search: () => this.head().focus(),
  });
}
