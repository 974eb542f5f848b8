import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { FieldViolation } from '../../../gen/hientai/rpc/v1/refusal_pb';
import { Icon } from '../../ui/icon';
import { Language, injectText } from '../../ui/text';
import { Cell, figuresIn, readFigure, withFigure } from './figures';

/** The cells of a report, each with the figure as a paper prints it; a cell left empty is one the paper does not print. */
@Component({
  selector: 'ht-figures-field',
  imports: [Icon, NgTemplateOutlet],
  template: `
    <div role="group" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @if (matrix(); as grid) {
        <table class="figmatrix">
          <thead>
            <tr>
              <th>
                <span class="sr">{{ t('printed.cell') }}</span>
              </th>
              @for (column of grid.columns; track column) {
                <th scope="col">{{ column }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (row of grid.rows; track row.name) {
              <tr>
                <th scope="row">{{ row.name }}</th>
                @for (cell of row.cells; track cell.key) {
                  <td [class.wrong]="problem(cell.key)">
                    <ng-container
                      *ngTemplateOutlet="box; context: { $implicit: cell, first: cell.key === firstKey() }"
                    />
                  </td>
                }
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <div class="figs">
          @for (block of blocks(); track block[0].key) {
            <div>
              @for (cell of block; track cell.key) {
                <div
                  class="fig"
                  [class.deep]="cell.depth > 1"
                  [class.part]="cell.depth"
                  [class.wrong]="problem(cell.key)"
                >
                  <span aria-hidden="true">{{ language.of(cell.name) }}</span>
                  <ng-container *ngTemplateOutlet="box; context: { $implicit: cell, first: cell.key === firstKey() }" />
                </div>
              }
            </div>
          }
        </div>
      }
    </div>
    <ng-template #box let-cell let-first="first">
      @let wrong = problem(cell.key);
      <span class="inp"
        ><input
          #input
          class="num"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxlength="14"
          [id]="first ? inputId() : null"
          [attr.aria-label]="language.of(cell.name)"
          [attr.aria-invalid]="!!wrong"
          [attr.aria-describedby]="wrong ? inputId() + cell.key : null"
          [value]="texts().get(cell.key) ?? ''"
          (input)="type(cell.key, input.value)"
      /></span>
      @if (wrong) {
        <small class="msg" [id]="inputId() + cell.key"><ht-icon name="warn" small />{{ wrong }}</small>
      }
    </ng-template>
  `,
})
export class FiguresField implements FormValueControl<string> {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  /** Lines "cell=123"; a figure that cannot be read is kept as typed. */
  readonly value = model('');
  readonly cells = input.required<Cell[]>();
  readonly inputId = input.required<string>();
  readonly labelledBy = input.required<string>();
  readonly describedBy = input<string | null>(null);
  readonly violations = input<FieldViolation[]>([]);

  protected readonly texts = computed(() => figuresIn(this.value()));
  /** A whole with its parts is a block. */
  protected readonly blocks = computed(() => {
    const depths = new Map<string, number>();
    const blocks: (Cell & { depth: number })[][] = [];
    for (const cell of this.cells()) {
      const depth = cell.partOf ? (depths.get(cell.partOf) ?? 0) + 1 : 0;
      depths.set(cell.key, depth);
    }
    const rootOf = (cell: Cell): string => {
      const above = this.cells().find((one) => one.key === cell.partOf);
      return above ? rootOf(above) : cell.key;
    };
    for (const cell of this.cells()) {
      const one = { ...cell, depth: depths.get(cell.key) ?? 0 };
      const block = blocks.find(([first]) => first.key === rootOf(cell));
      if (block) block.push(one);
      else blocks.push([one]);
    }
    return blocks;
  });

  /** Reports of several figures for the same parts ("granted.commune_cadres") are filled in as a matrix, parts by figures. */
  protected readonly matrix = computed(() => {
    const blocks = this.blocks();
    const parts = (block: Cell[]) => block.slice(1).map(({ key }) => key.slice(key.indexOf('.') + 1));
    const same = blocks.length > 1 && blocks.every((block) => parts(block).join() === parts(blocks[0]).join());
    if (!same) return undefined;
    const [whole, ...names] = blocks[0].map(({ name }) => this.language.of(name));
    // "Cán bộ cấp xã, được giao": the row is called what comes before the figure's own name.
    const short = (name: string) => name.slice(0, name.lastIndexOf(', '));
    return {
      columns: blocks.map(([{ name }]) => this.language.of(name)),
      rows: [
        { name: this.t('quotaType.0'), cells: blocks.map((block) => block[0]) },
        ...names.map((name, i) => ({ name: short(name) || whole, cells: blocks.map((block) => block[i + 1]) })),
      ],
    };
  });
  protected readonly firstKey = computed(() => this.cells()[0]?.key);

  protected problem(key: string): string {
    const text = this.texts().get(key);
    if (text && readFigure(text) === undefined) return this.t('printed.unread');
    const sent = [...this.texts().keys()].indexOf(key);
    const violation = sent >= 0 && this.violations().find(({ field }) => field.startsWith(`figures[${sent}]`));
    return violation ? this.language.of(violation.message) : '';
  }

  protected type(key: string, text: string) {
    this.value.set(withFigure(this.value(), key, text));
  }
}
