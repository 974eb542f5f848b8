import { Component, booleanAttribute, computed, inject, input, linkedSignal } from '@angular/core';
import { ReadLogService } from '../../gen/hientai/access/v1/read_log_service_pb';
import type { Read } from '../../gen/hientai/access/v1/read_log_service_pb';
import { Ability, DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { dataClassKey, purposeKey, roleKey } from '../account/words';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { dayOf, formatDate, formatTime } from '../ui/dates';
import { Export } from '../ui/exports';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Language, injectText } from '../ui/text';
import { Asking } from '../ui/asking';
import { readKey } from '../rpc/read-words';

const PAGE = 20;
/** Who has opened this file: shown to the person concerned and to auditors. */
@Component({
  selector: 'ht-person-reads',
  imports: [Asking, Failure, Pager],
  template: `
    @if (allowed()) {
      <section class="sec" [attr.aria-busy]="answer.loading()">
        <header>
          <h2>{{ t('reads.title') }}</h2>
          @if (answer.value(); as value) {
            <span class="note num">{{ t('reads.note', { count: count(value.totalSize) }) }}</span>
          }
          <div class="act">
            @if (open()) {
              <button class="link" type="button" [attr.aria-pressed]="!openedOnly()" (click)="openedOnly.set(false)">
                {{ t('reads.all') }}
              </button>
              <button class="link" type="button" [attr.aria-pressed]="openedOnly()" (click)="openedOnly.set(true)">
                {{ t('reads.openedOnly') }}
              </button>
            } @else {
              <button class="link" type="button" (click)="open.set(true)">{{ t('reads.show') }}</button>
            }
          </div>
        </header>
        @if (!open()) {
          <p class="mute">{{ t('reads.say') }}</p>
        } @else if (answer.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="answer.reload()" />
        } @else if (answer.value(); as value) {
          @if (value.reads.length) {
            <table class="tbl stack reads" [htAsking]="answer">
              <thead>
                <tr>
                  <th scope="col">{{ t('reads.when') }}</th>
                  <th scope="col">{{ t('reads.who') }}</th>
                  <th scope="col">{{ t('reads.what') }}</th>
                  <th scope="col">{{ t('reads.why') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (one of value.reads; track one.position) {
                  <tr>
                    <td class="nw num">
                      <time [attr.datetime]="iso(one.time)" [title]="'#' + one.position">{{ clock(one.time) }}</time>
                    </td>
                    <td class="wide">
                      <b class="m">{{ language.of(one.accountTitle) || one.accountName }}</b>
                      <small class="mute">{{ under(one) }}</small>
                    </td>
                    <td class="wide">
                      {{ t(asked(one.method)) }}
                      @if (one.validOn && one.validOn !== iso(one.time)) {
                        <span class="mute num"> · {{ t('reads.asOf', { date: date(one.validOn) }) }}</span>
                      }
                      <small [class.mute]="!kept(one.classes)">{{ classes(one.classes) }}</small>
                    </td>
                    <td class="wide">
                      @if (one.purpose) {
                        {{ t(purposeKey(one.purpose)) }}
                        <small class="mute">{{ one.reason }}</small>
                      } @else {
                        <span class="mute">—</span>
                      }
                    </td>
                  </tr>
                }
              </tbody>
            </table>
            <ht-pager
              [written]="written"
              [pages]="pages"
              [size]="size"
              [rows]="value.reads.length"
              [total]="value.totalSize"
              [next]="value.nextPageToken"
            />
          } @else {
            <p class="mute">{{ t(openedOnly() ? 'reads.noneOpened' : 'reads.none') }}</p>
          }
        }
      </section>
    }
  `,
})
export class PersonReads {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(ReadLogService);
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  readonly personId = input.required<string>();
  /** Shown at once; otherwise on demand. */
  readonly shown = input(false, { transform: booleanAttribute });

  protected readonly allowed = computed(() => this.registry.may(Ability.AUDIT) || this.registry.owns(this.personId()));
  protected readonly open = linkedSignal(() => this.shown());
  protected readonly openedOnly = linkedSignal({ source: this.personId, computation: () => false });
  protected readonly size = PAGE;
  protected readonly pages = pagesOf(() => [this.personId(), this.openedOnly(), this.time.at()]);
  protected readonly answer = read({
    params: () =>
      this.allowed() && this.open()
        ? {
            personId: this.personId(),
            openedOnly: this.openedOnly(),
            at: this.time.at(),
            pageSize: PAGE,
            pageToken: this.pages.token(),
          }
        : undefined,
    load: (request, signal) => this.client.listReads(request, { signal }),
    subject: ({ personId }) => personId,
  });
  protected readonly written = (): Export => ({
    file: 'ai-da-xem',
    title: this.t('reads.title'),
    header: (['reads.when', 'file.position', 'reads.who', 'fileColumn.role', 'reads.what', 'reads.why'] as const).map(
      (text) => this.t(text),
    ),
    asked: this.openedOnly() ? [[this.t('file.filter'), this.t('reads.openedOnly')]] : [],
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listReads(
          { personId: this.personId(), openedOnly: this.openedOnly(), at: this.time.at(), pageToken, pageSize: 200 },
          { signal },
        ),
      ({ reads }) =>
        reads.map((one) => [
          formatTime(one.time),
          `#${one.position}`,
          this.language.of(one.accountTitle) || one.accountName,
          one.role ? this.t(roleKey(one.role)) : this.t('reads.noRole'),
          [this.t(readKey(one.method)), this.classes(one.classes)].filter(Boolean).join(', '),
          [one.purpose ? this.t(purposeKey(one.purpose)) : '', one.reason].filter(Boolean).join(': '),
        ]),
    ),
  });
  protected readonly count = formatCount;
  protected readonly clock = formatTime;
  protected readonly date = formatDate;
  protected readonly iso = dayOf;
  protected readonly purposeKey = purposeKey;
  protected readonly asked = readKey;
  protected readonly under = (one: Read) =>
    [one.accountName, one.role ? this.t(roleKey(one.role)) : this.t('reads.noRole')].join(' · ');
  protected readonly kept = (classes: DataClass[]) =>
    classes.some((one) => one === DataClass.SENSITIVE || one === DataClass.IDENTITY_NUMBER);
  protected readonly classes = (classes: DataClass[]) => classes.map((one) => this.t(dataClassKey(one))).join(', ');
}
