import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { EvidenceGrade } from '../../gen/hientai/personnel/v1/qualification_pb';
import { EntryKind } from '../../gen/hientai/rpc/v1/history_pb';
import { Files } from '../rpc/files';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate, formatDay, formatInterval, formatTime, readPartial } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { PaperCard } from '../ui/paper-card';
import { Language, TextKey, injectText } from '../ui/text';
import { entryKindKey } from '../ui/vocabulary';
import type { ChangeName } from './changes';
import { closedFor } from './may-change';
import { RevealInit } from './reveal';

const STEPS = [
  EvidenceGrade.SELF_DECLARED,
  EvidenceGrade.COPY_SEEN,
  EvidenceGrade.ORIGINAL_SEEN,
  EvidenceGrade.CONFIRMED_BY_ISSUER,
];

/** By what a fact is corrected, by the kind in its key. */
const CORRECTIONS: Record<string, ChangeName> = {
  qualification: 'correctQualification',
  training: 'correctTraining',
  assignment: 'correctAssignment',
  placement: 'correctPlacement',
  outside: 'correctOutside',
  document: 'correctIdentityDocument',
  personal_number: 'correctPersonalNumber',
};

/** Why a fact is believed: the claim, who has seen what, the paper, who recorded it, and what was believed before. */
@Component({
  selector: 'ht-why-panel',
  imports: [Evidence, Failure, Files, Icon, PaperCard, RouterLink],
  templateUrl: './why-panel.html',
})
export class WhyPanel {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly people = injectClient(PersonService);
  private readonly papers = injectClient(PaperService);
  readonly person = input.required<Person>();
  readonly key = input.required<string>();
  /** What has been opened on the page around it. */
  readonly opened = input<RevealInit>();
  readonly left = output();

  protected readonly facts = read({
    params: () => ({ id: this.person().id, key: this.key(), at: this.time.at(), reveal: this.opened() }),
    load: (request, signal) => this.people.getPersonTimeline(request, { signal }),
    subject: ({ key }) => key,
  });
  /** Newest knowledge first. */
  protected readonly versions = computed(() =>
    [...(this.facts.value()?.facts ?? [])].sort((a, b) =>
      Number((b.knownFrom?.position ?? 0n) - (a.knownFrom?.position ?? 0n)),
    ),
  );
  /** What is believed; or, once nothing is, what was believed last. */
  protected readonly claim = computed(() => this.versions().find((version) => !version.knownTo) ?? this.versions()[0]);
  protected readonly source = computed(() => this.claim()?.knownFrom);
  protected readonly qualification = computed(() =>
    this.person().qualifications.find((one) => `qualification:${one.id}` === this.key()),
  );
  protected readonly paper = read({
    params: () => (this.source()?.paper?.id ? { id: this.source()!.paper!.id, at: this.time.at() } : undefined),
    load: (request, signal) => this.papers.getPaper(request, { signal }),
    subject: ({ id }) => id,
  });

  protected readonly steps = computed(() => {
    const grade = this.claim()?.grade ?? EvidenceGrade.UNSPECIFIED;
    const sightings = this.qualification()?.sightings ?? [];
    return STEPS.map((step) => {
      const seen = sightings.findLast((sighting) => sighting.grade === step)?.source;
      const state = grade === EvidenceGrade.REVOKED_AS_FALSE ? '' : step === grade ? 'cur' : step < grade ? 'done' : '';
      return {
        step,
        state,
        text: this.t(`gradeShort.${step}` as TextKey),
        when: seen ? formatDay(seen.recordedTime) : '',
        who: seen?.actorTitle ?? '',
        missing: this.t(step === EvidenceGrade.CONFIRMED_BY_ISSUER ? 'why.notAsked' : 'why.notSeen'),
      };
    });
  });
  protected readonly isQualification = computed(() => this.key().startsWith('qualification:'));
  protected readonly training = computed(() =>
    this.person().trainings.find((one) => `training:${one.id}` === this.key()),
  );
  /** The assignment whose placement can be judged from here. */
  protected readonly judgeable = computed(() => {
    const [kind, id] = this.key().split(':');
    return (
      ['assignment', 'placement'].includes(kind) &&
      this.person().assignments.some((one) => one.id === id && one.inForce)
    );
  });
  protected readonly entryId = computed(() => this.key().split(':')[1] ?? '');
  protected readonly correction = computed(() => {
    return CORRECTIONS[this.key().split(':')[0]] ?? 'correctIdentity';
  });
  protected readonly closed = computed(() => closedFor(this.person()));
  protected readonly revoked = EvidenceGrade.REVOKED_AS_FALSE;
  protected readonly kindKey = entryKindKey;
  protected readonly tag = (kind: EntryKind) =>
    kind === EntryKind.CORRECTION ? 'cor' : kind === EntryKind.WITHDRAWAL ? 'wd' : 'chg';
  protected readonly count = formatCount;
  protected readonly day = formatDay;
  protected readonly clock = formatTime;
  protected readonly span = formatInterval;

  protected label = (fact: { labelVi: string; labelEn: string }) =>
    this.language.of({ vi: fact.labelVi, en: fact.labelEn });

  /** "tháng 9/2023": how precise a date is belongs to it. */
  protected precise(iso: string): string {
    const precision = readPartial(iso)?.precision;
    return precision ? this.t(`why.${precision}`, { date: formatDate(iso) }) : this.t('why.always');
  }
}
