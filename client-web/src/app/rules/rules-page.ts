import { Component, afterRenderEffect, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { RuleEffect, RuleService } from '../../gen/hientai/registry/v1/rule_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { dayOf, formatDay } from '../ui/dates';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';

/** Kinds of record whose page is found by the id alone. */
const PAGES: Record<string, string> = { person: '/nhan-su', unit: '/don-vi', paper: '/van-ban', standard: '/chuan' };

/** The catalogue of rules, what each is for and what helps; and where warnings were passed last, with the reasons stated. */
@Component({
  selector: 'ht-rules-page',
  imports: [ExportButton, Failure, RouterLink, Skeleton],
  templateUrl: './rules-page.html',
})
export class RulesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(RuleService);
  private readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly desk = inject(ExportDesk);
  private readonly fragment = toSignal(inject(ActivatedRoute).fragment);

  protected readonly page = read({
    params: () => true,
    load: (_, signal) => this.client.listRules({}, { signal }),
  });
  protected readonly rules = computed(() => this.page.value()?.rules ?? []);
  private readonly mayRead = computed(() => this.registry.may(Ability.READ_PEOPLE, Ability.AUDIT));
  protected readonly passed = read({
    params: () => (this.mayRead() ? { at: this.time.at() } : undefined),
    load: (asked, signal) => this.client.listPassed(asked, { signal }),
  });
  protected readonly entries = computed(() => this.passed.value()?.entries ?? []);

  protected readonly refuses = RuleEffect.REFUSES;
  protected readonly parts = [RuleEffect.REFUSES, RuleEffect.WARNS].map((effect) => ({
    effect,
    title: `rule.effect${effect}` as TextKey,
    say: `rule.effectSay${effect}` as TextKey,
  }));
  protected readonly of = (effect: RuleEffect) => this.rules().filter((rule) => rule.effect === effect);
  protected readonly link = (kind: string, id: string) => (PAGES[kind] ? [PAGES[kind], id] : undefined);
  protected readonly day = formatDay;
  protected readonly iso = dayOf;
  protected readonly query = this.time.query;

  protected write(format: Format) {
    const { t, language } = this;
    const rows = this.entries().flatMap(({ title, source }) =>
      (source?.passed ?? []).map(({ rule, message, passed }) => [
        rule,
        title,
        language.of(message),
        passed,
        language.of({ vi: source!.actorTitle, en: source!.actorTitleEn }),
        formatDay(source!.recordedTime),
      ]),
    );
    const header = (['rule', 'record', 'warning', 'reason', 'actor', 'day'] as const).map((one) =>
      t(`rule.column.${one}`),
    );
    const title = t('rule.passedTitle');
    const about = { title, at: this.passed.value()?.at };
    void this.desk.write('canh-bao-da-bo-qua', [{ name: title, header, rows }], about, format);
  }

  constructor() {
    pageTrail(() => [{ text: this.t('rule.title') }]);
    // A rule that was asked for by its number is looked at once the list is there.
    afterRenderEffect(() => {
      const rule = this.fragment();
      if (rule && this.rules().length) document.getElementById(rule)?.scrollIntoView();
    });
  }
}
