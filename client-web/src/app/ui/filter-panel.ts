import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  Directive,
  TemplateRef,
  computed,
  contentChildren,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { Params } from '@angular/router';
import { Chip } from './chip';
import { FilterPop } from './filter-pop';
import { Choice, Filter, word } from './filters';
import { Icon } from './icon';
import { formatCount } from './numbers';
import { injectText } from './text';

/** What sets a filter that has no choices: `<ng-template htFilterField="don-vi">`. */
@Directive({ selector: 'ng-template[htFilterField]' })
export class FilterField {
  readonly htFilterField = input.required<string>();
  readonly template = inject(TemplateRef);
}

/** As many values are named on a chip; the others are counted. */
const NAMED = 2;

/** Filters in force as chips, and the panel that sets them, made from what is said of the filters. */
@Component({
  selector: 'ht-filter-panel',
  imports: [Chip, FilterPop, Icon, NgTemplateOutlet],
  template: `
    @for (one of active(); track one.name) {
      <ht-chip
        [name]="t(one.label)"
        [value]="words(one)"
        [whole]="words(one, all)"
        editable
        (edit)="edit(one.name)"
        (remove)="set(one.name, '')"
      />
    }
    <ht-filter-pop [(open)]="open" (add)="edit('')" panelled
      ><ng-template>
        <div class="fields">
          @for (one of filters(); track one.name) {
            <h3>
              <button
                type="button"
                [attr.aria-expanded]="shown() === one.name"
                [attr.aria-controls]="'filter-of-' + one.name"
                [attr.cdkFocusInitial]="shown() === one.name ? '' : null"
                (click)="shown.set(shown() === one.name ? '' : one.name)"
              >
                {{ t(one.label) }}
                @if (params()[one.name]) {
                  <b>{{ words(one) }}</b>
                }
                <ht-icon [name]="shown() === one.name ? 'chu' : 'chd'" small />
              </button>
            </h3>
            <div
              [id]="'filter-of-' + one.name"
              [attr.role]="one.many || !one.choices ? 'group' : 'radiogroup'"
              [attr.aria-label]="t(one.label)"
              [hidden]="shown() !== one.name"
            >
              @if (shown() === one.name) {
                @if (one.choices; as choices) {
                  <ul>
                    @if (!one.many) {
                      <li>
                        <label
                          ><input
                            type="radio"
                            [name]="'choose-' + one.name"
                            [checked]="!params()[one.name]"
                            (change)="set(one.name, '')"
                          /><span>{{ t('list.anyValue') }}</span></label
                        >
                      </li>
                    }
                    @for (choice of choices; track choice.value) {
                      <li>
                        <label
                          ><input
                            [type]="one.many ? 'checkbox' : 'radio'"
                            [name]="'choose-' + one.name"
                            [checked]="isOn(one, choice)"
                            (change)="choose(one, choice)"
                          /><span>{{ choice.text }}</span>
                          @if (choice.count !== undefined) {
                            <b class="num">{{ count(choice.count) }}</b>
                          }
                        </label>
                      </li>
                    } @empty {
                      <li class="none mute">{{ t('list.noValues') }}</li>
                    }
                  </ul>
                } @else {
                  <ng-container [ngTemplateOutlet]="field(one.name)" />
                }
              }
            </div>
          }
        </div>
        <div class="btns">
          @if (active().length) {
            <button class="btn" type="button" (click)="clear()">{{ t('list.clearFilters') }}</button>
          }
          <button class="btn p" type="button" (click)="open.set(false)">{{ t('act.close') }}</button>
        </div>
      </ng-template></ht-filter-pop
    >
  `,
})
export class FilterPanel {
  protected readonly t = injectText();
  readonly filters = input.required<Filter[]>();
  readonly params = input.required<Params>();
  /** Parameters of the address that become others; null takes one out. */
  readonly ask = output<Params>();

  protected readonly open = signal(false);
  /** The filter whose values are shown. */
  protected readonly shown = signal('');
  protected readonly active = computed(() => this.filters().filter(({ name }) => this.params()[name]));
  protected readonly count = formatCount;
  private readonly fields = contentChildren(FilterField);

  protected field = (name: string) => this.fields().find((one) => one.htFilterField() === name)?.template ?? null;
  private readonly values = (name: string) => word(this.params()[name]).split(',').filter(Boolean);
  protected isOn = ({ name }: Filter, { value }: Choice) => this.values(name).includes(value);

  protected readonly all = Infinity;

  protected words({ name, choices, words }: Filter, most = NAMED): string {
    if (!choices) return words || '…';
    const texts = this.values(name).map((value) => choices.find((one) => one.value === value)?.text ?? '…');
    const more = texts.length - most;
    return texts.slice(0, most).join(', ') + (more > 0 ? ` +${more}` : '');
  }

  protected edit(name: string) {
    this.shown.set(name);
    this.open.set(true);
  }

  protected choose(filter: Filter, choice: Choice) {
    const { name, many, choices } = filter;
    const on = this.isOn(filter, choice);
    const chosen = choices!.filter((one) => (one === choice ? !on : this.isOn(filter, one)));
    this.set(name, many ? chosen.map(({ value }) => value).join(',') : choice.value);
  }

  protected set(name: string, value: string) {
    this.ask.emit({ [name]: value || null });
  }

  protected clear() {
    this.ask.emit(Object.fromEntries(this.filters().map(({ name }) => [name, null])));
  }
}
