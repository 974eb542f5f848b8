import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { Indicator, IndicatorLine, IndicatorService } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { read } from '../rpc/read';
import { FieldSpec, FormSpec, Values, laterEntries, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { formatShare } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { indicatorKey } from './indicator-words';

/** "85,5" as thousandths; nought for what is no share. */
export function permilleIn(text: string): number {
  const digits = text.replace(/\s*%$/, '').replace(',', '.');
  const permille = /^\d{1,3}(\.\d)?$/.test(digits) ? Math.round(Number(digits) * 10) : 0;
  return permille <= 1000 ? permille : 0;
}

const SHARE: FieldSpec = {
  name: 'share',
  path: 'permille',
  type: 'text',
  numeric: true,
  half: true,
  label: 'target.share',
  hint: 'target.shareHint',
  readable: { test: (text) => permilleIn(text) > 0, say: 'target.shareUnread' },
};
const DUE: FieldSpec = { name: 'due', type: 'date', fullDay: true, label: 'target.due' };

/** Setting what an indicator is to reach and by when, or correcting what was recorded of it. */
@Component({
  selector: 'ht-target-record-page',
  imports: [Failure, RecordForm, Skeleton],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/tong-quan"
        (recorded)="leave()"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(corrects() ? 'target.correct' : 'target.set') }}</h1>
          <span class="mute">{{ t(nameKey()) }}</span>
        </div>
        <p class="sub">{{ t(corrects() ? 'target.sayCorrect' : 'target.saySet') }}</p>
      </ht-record-form>
    } @else if (page.slow()) {
      <main class="page" id="main"><ht-skeleton [count]="6" /></main>
    }
  `,
})
export class TargetRecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(IndicatorService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly muc = input<string>();
  readonly viec = input<string>();

  protected readonly indicator = computed<Indicator>(
    () => valuesOf<Indicator>(Indicator).find((one) => one === Number(this.muc())) ?? Indicator.UNIVERSITY,
  );
  protected readonly nameKey = computed(() => indicatorKey(this.indicator()));
  protected readonly page = read({
    params: () => ({ at: this.time.at(), months: 1 }),
    load: (request, signal) => this.client.getIndicators(request, { signal }),
  });
  private readonly line = computed(() =>
    this.page.value()?.indicators.find(({ indicator }) => indicator === this.indicator()),
  );
  /** There must be something to correct. */
  protected readonly corrects = computed(() => this.viec() === 'dinh-chinh' && !!this.line()?.targets.length);
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const line = this.line();
    if (!line) return undefined;
    return this.corrects() ? this.correcting(line) : this.setting(line);
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('overview.title'), link: ['/tong-quan'] },
      { text: this.t(this.nameKey()) },
      { text: this.t(this.corrects() ? 'target.correct' : 'target.set') },
    ]);
  }

  protected leave() {
    void this.router.navigate(['/tong-quan'], { queryParams: this.time.query(), fragment: 'chi-tieu' });
  }

  private setting({ indicator, version }: IndicatorLine): FormSpec {
    return {
      key: `set/${indicator}`,
      fields: [SHARE, DUE, { name: 'from', type: 'date', label: 'target.from', hint: 'target.fromHint' }],
      initial: { share: '', due: '', from: '' },
      reason: 'optional',
      paper: 'record.basis',
      expectedVersion: version,
      send: (values, envelope, options) =>
        this.client.setTarget(
          { envelope, indicator, from: str(values, 'from'), ...goal(values), laterEntries: laterEntries(values) },
          options,
        ),
    };
  }

  private correcting({ indicator, version, target, targets }: IndicatorLine): FormSpec {
    const wrong = target ?? targets.at(-1)!;
    return {
      key: `correct/${indicator}`,
      fields: [
        {
          name: 'wrongFrom',
          type: 'choice',
          label: 'target.wrong',
          options: (_, t) =>
            targets.map(({ period, permille, due }) => ({
              value: period?.from ?? '',
              label: t('target.option', {
                from: formatDate(period?.from ?? ''),
                share: formatShare(permille),
                due: formatDate(due),
              }),
            })),
        },
        SHARE,
        DUE,
        { name: 'rightFrom', type: 'date', label: 'field.rightFrom', optional: true },
      ],
      initial: {
        wrongFrom: wrong.period?.from ?? '',
        share: String(wrong.permille / 10).replace('.', ','),
        due: wrong.due,
        rightFrom: '',
      },
      reason: 'required',
      paper: 'record.basis',
      expectedVersion: version,
      send: (values, envelope, options) =>
        this.client.correctTarget(
          {
            envelope,
            indicator,
            wrongFrom: str(values, 'wrongFrom'),
            rightFrom: str(values, 'rightFrom'),
            ...goal(values),
          },
          options,
        ),
    };
  }
}

const goal = (values: Values) => ({ due: str(values, 'due'), permille: permilleIn(str(values, 'share')) });
