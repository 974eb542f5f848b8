import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Finding, Ground, Standing as Value } from '../../gen/hientai/reporting/v1/standing_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { Failure } from '../ui/failure';
import { KindTag } from '../ui/kind-tag';
import { SourceLine } from '../ui/source-line';
import { Standing } from '../ui/standing';
import { Language, TextKey, injectText } from '../ui/text';
import { ladderKey, standardKindKey } from '../ui/vocabulary';
import { placedWord } from './finding-words';
import { Asking } from '../ui/asking';

const MET = [Value.MET, Value.EXCEEDED];

/** One person against every standard about their post: the law's verdicts, and the plan's apart; each with its reason and clause. */
@Component({
  selector: 'ht-person-standings',
  imports: [Asking, Evidence, Failure, KindTag, RouterLink, SourceLine, Standing],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('standing.person') }}</h2>
        @if (answer.value(); as found) {
          <span class="note num">{{ t('standing.personNote', { date: date(found.at?.validOn ?? '') }) }}</span>
          @if (found.findings.length) {
            <div class="act">
              <button class="link" type="button" [attr.aria-pressed]="all()" (click)="all.set(!all())">
                {{ t(all() ? 'standing.hideAll' : 'standing.showAll') }}
              </button>
            </div>
          }
        }
      </header>
      @if (answer.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="answer.reload()" />
      } @else if (answer.value(); as found) {
        @if (found.findings.length) {
          <div class="against" [htAsking]="answer">
            @for (side of sides(); track side.kind) {
              <div>
                <h3>
                  <ht-kind-tag [kind]="side.kind" />
                  @if (side.judged) {
                    <span class="num">{{ t(side.said, { met: side.met, all: side.judged }) }}</span>
                  }
                </h3>
                <ul>
                  @for (finding of side.findings; track finding.standardId) {
                    <li>
                      <p class="line">
                        <ht-standing [value]="finding.standing" [word]="word(finding)" />
                        <a class="open" [routerLink]="['/chuan', finding.standardId]" [queryParams]="time.query()">{{
                          language.of(finding.name)
                        }}</a>
                        @if (finding.ground === judged) {
                          <span class="tag">{{ t('standing.judged') }}</span>
                        } @else if (finding.grade) {
                          <ht-evidence [grade]="finding.grade" />
                        }
                      </p>
                      <p>
                        {{ language.of(finding.because) }}
                        @if (finding.deadline) {
                          <span class="num">{{ t('standing.remedy', { date: date(finding.deadline) }) }}.</span>
                        }
                        @if (finding.qualificationId) {
                          &ngsp;<button
                            class="link"
                            type="button"
                            [attr.aria-current]="selected() === key(finding) || null"
                            (click)="why.emit(key(finding))"
                          >
                            {{ t('standing.decidedBy') }}<span class="sr">: {{ finding.code }}</span>
                          </button>
                        }
                        @if (finding.trainingId; as course) {
                          &ngsp;<button class="link" type="button" (click)="why.emit('training:' + course)">
                            {{ t('standing.course') }}<span class="sr">: {{ finding.code }}</span>
                          </button>
                        }
                        @if (finding.ground === judged) {
                          &ngsp;<button
                            class="link"
                            type="button"
                            (click)="why.emit('placement:' + finding.assignmentId)"
                          >
                            {{ t('standing.conclusion') }}<span class="sr">: {{ finding.code }}</span>
                          </button>
                        } @else if (changes() && finding.assignmentId) {
                          &ngsp;<a
                            class="link"
                            [routerLink]="['/nhan-su', personId(), 'ghi']"
                            [queryParams]="{ viec: 'judgePlacement', muc: finding.assignmentId }"
                            >{{ t('standing.conclude') }}<span class="sr">: {{ finding.code }}</span></a
                          >
                        }
                      </p>
                      <small
                        ><span class="num">{{ finding.code }}</span> · {{ t(ladderKey(finding.ladder)) }} ·
                        <ht-source-line [clause]="finding.clause" [checked]="finding.checked"
                      /></small>
                    </li>
                  } @empty {
                    <li class="mute">
                      {{ t('standing.personNoRule', { kind: t(kindKey(side.kind)).toLowerCase() }) }}
                    </li>
                  }
                </ul>
              </div>
            }
          </div>
        } @else {
          <p class="mute">{{ t('standing.personNone') }}</p>
        }
      }
    </section>
  `,
})
export class PersonStandings {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StandingService);
  readonly personId = input.required<string>();
  /** The reader may record something about the person. */
  readonly changes = input(false);
  readonly selected = input('');
  readonly why = output<string>();

  protected readonly all = signal(false);
  protected readonly answer = read({
    params: () => ({ personId: this.personId(), at: this.time.at(), all: this.all() }),
    load: (request, signal) => this.client.getPersonStandings(request, { signal }),
    subject: ({ personId }) => personId,
  });
  protected readonly sides = computed(() => {
    const findings = this.answer.value()?.findings ?? [];
    const side = (kind: StandardKind, said: TextKey) => {
      const its = findings.filter((finding) => finding.kind === kind);
      const judged = its.filter(({ standing }) => standing !== Value.NOT_APPLICABLE);
      const met = judged.filter(({ standing }) => MET.includes(standing)).length;
      return { kind, said, findings: its, judged: judged.length, met };
    };
    return [side(StandardKind.LAW, 'standing.lawCount'), side(StandardKind.PLAN, 'standing.planCount')];
  });
  protected readonly judged = Ground.JUDGED;
  protected readonly date = formatDate;
  protected readonly ladderKey = ladderKey;
  protected readonly kindKey = standardKindKey;
  protected readonly key = (finding: Finding) => `qualification:${finding.qualificationId}`;
  protected readonly word = (finding: Finding) => placedWord(finding, this.t);
}
