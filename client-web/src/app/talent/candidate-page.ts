import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Assessment, CriterionFinding, Profile, ProfileLine } from '../../gen/hientai/talent/v1/candidacy_pb';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { writeMoment } from '../rpc/moments';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { formatDate, formatDay } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { canBeAssessed, groupKey, kindKey, nextStages, readinessKey, sectorKey, stageKey } from './words';
import { Asking } from '../ui/asking';

/** What was known of one thing when a step was recorded, beside what is known of it at the moment looked at. */
interface Beside {
  then?: ProfileLine;
  now?: ProfileLine;
  differs: boolean;
}

/** One person's way through one programme: where they stand and what it rests on, then and now. */
@Component({
  selector: 'ht-candidate-page',
  imports: [
    Asking,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    DateText,
    Evidence,
    Failure,
    History,
    Icon,
    Name,
    PaperRef,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './candidate-page.html',
})
export class CandidatePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(CandidacyService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();

  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getCandidacy(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getCandidacyHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly one = computed(() => this.page.value()?.candidacy);
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_TALENT));
  protected readonly next = computed(() => (this.one() ? nextStages(this.one()!) : []));
  protected readonly assessable = computed(() => !!this.one() && canBeAssessed(this.one()!));
  protected readonly findings = computed(() => this.page.value()?.now?.findings ?? []);
  protected readonly met = computed(() => this.findings().filter(({ met }) => met).length);
  /** Frozen profiles beside the present one; those told otherwise now come first. */
  protected readonly frozen = computed(() => {
    const { frozen = [], now } = this.page.value() ?? {};
    return frozen
      .map(({ stage, profile, differences }) => ({ stage, profile, differences, rows: beside(profile, now) }))
      .sort((a, b) => Number(b.differences > 0) - Number(a.differences > 0));
  });
  /** Rounds, each with who assessed in it and how they agree on each criterion. */
  protected readonly rounds = computed(() => {
    const answer = this.page.value();
    const all = answer?.assessments ?? [];
    return [...new Set(all.map(({ round }) => round))].map((round) => ({
      round,
      by: all.filter((one) => one.round === round),
      criteria: (answer?.marks ?? []).map(({ key, name }) => ({
        key,
        name,
        agreed: answer?.agreement.find((one) => one.round === round && one.criterion === key),
      })),
    }));
  });
  protected readonly answered = computed(() => {
    const names = new Map(this.findings().map(({ key, name }) => [key, name]));
    return (this.page.value()?.answers ?? []).map((answer) => ({ ...answer, name: names.get(answer.criterion) }));
  });

  protected readonly stageKey = stageKey;
  protected readonly kindKey = kindKey;
  protected readonly sectorKey = sectorKey;
  protected readonly groupKey = groupKey;
  protected readonly readinessKey = readinessKey;
  protected readonly date = formatDate;
  protected readonly day = formatDay;
  protected readonly count = formatCount;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.one()?.fullName ?? '…' }]);
  }

  /** The page of the fact that decided a criterion. */
  protected fact({ factId }: CriterionFinding) {
    const line = this.page.value()?.now?.lines.find(({ key }) => key === factId || key.endsWith(`:${factId}`));
    if (!line) return undefined;
    return line.kind === 'contribution'
      ? { link: ['/dong-gop', factId], query: this.time.query() }
      : { link: ['/nhan-su', this.one()!.personId], query: { ...this.time.query(), muc: line.key } };
  }

  /** The person's record then against the moment looked at. */
  protected comparing(profile: Profile) {
    const then = { valid: profile.at?.validOn, known: String(profile.at?.position ?? '') };
    return { a: writeMoment(then), b: writeMoment(this.time.when()) };
  }

  protected mark(by: Assessment, criterion: string) {
    return by.marks[criterion] ?? '—';
  }

  protected mean(thousandths: number) {
    return (thousandths / 1000).toLocaleString(this.language.code() === 'vi' ? 'vi-VN' : 'en-GB', {
      minimumFractionDigits: 1,
      maximumFractionDigits: 2,
    });
  }

  /** r_wg in a plain word; 0.70 and 0.50 are the customary thresholds (LeBreton and Senter 2008; known, not checked in the paper). */
  protected agreementKey(perMille: number): TextKey {
    return perMille >= 700 ? 'talent.agreeHigh' : perMille >= 500 ? 'talent.agreeMid' : 'talent.agreeLow';
  }
}

function beside(then: Profile | undefined, now: Profile | undefined): Beside[] {
  const place = ({ kind, key }: ProfileLine) => `${kind}:${key}`;
  const [before, after] = [then?.lines ?? [], now?.lines ?? []].map(
    (lines) => new Map(lines.map((l) => [place(l), l])),
  );
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    return { then: a, now: b, differs: a?.text?.vi !== b?.text?.vi || a?.grade !== b?.grade };
  });
}
