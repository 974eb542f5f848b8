import { Component, computed, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params, Router, RouterLink } from '@angular/router';
import { Ladder, Level } from '../../gen/hientai/personnel/v1/qualification_pb';
import { Sector } from '../../gen/hientai/talent/v1/programme_pb';
import {
  Among,
  LeftOut,
  NeedPart,
  Ranked,
  RankReason,
  ReasonKind,
  TalentService,
} from '../../gen/hientai/talent/v1/talent_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { DayField } from '../ui/day-field';
import { Evidence } from '../ui/evidence';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { levelKey, levelsOf, valuesOf } from '../ui/vocabulary';
import { TalentTabs } from './talent-tabs';
import { needIn, paramsOf } from './need';
import { Asking } from '../ui/asking';

const PAGE = 20;
const MOST = 100;
const COLOURS: Record<number, string> = {
  [ReasonKind.EDUCATION]: 'var(--d1)',
  [ReasonKind.CONTRIBUTIONS]: 'var(--d4)',
  [ReasonKind.EXPERIENCE]: 'var(--d2)',
  [ReasonKind.LANGUAGE]: 'var(--d3)',
};

/** Who suits a need: asked in one sentence, answered by a ranking whose every point opens the fact it stands on. */
@Component({
  selector: 'ht-find-page',
  imports: [
    ExportButton,
    Asking,
    DayField,
    Evidence,
    Failure,
    Icon,
    Name,
    RouterLink,
    Skeleton,
    TalentTabs,
    UnitPicker,
  ],
  templateUrl: './find-page.html',
})
export class FindPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(TalentService);
  private readonly router = inject(Router);
  private readonly desk = inject(ExportDesk);
  protected readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  /** A need that was saved with a decision, to be asked again. */
  readonly need = input<string>();

  protected readonly size = signal(PAGE);
  protected readonly asked = computed(() =>
    needIn(this.need() ? { ...this.params(), ...paramsOf(this.need()!) } : this.params()),
  );
  protected readonly page = read({
    params: () => ({ at: this.time.at(), need: this.asked(), pageSize: this.size() }),
    load: (request, signal) => this.client.findTalent(request, { signal }),
  });
  protected readonly nominates = computed(() => this.registry.may(Ability.RECORD_TALENT) && !this.time.past());

  protected readonly sectors = valuesOf<Sector>(Sector);
  protected readonly levels = levelsOf(Ladder.EDUCATION).filter((level) => level >= Level.EDUCATION_COLLEGE);
  protected readonly languages = levelsOf(Ladder.FOREIGN_LANGUAGE);
  protected readonly amongs = valuesOf<Among>(Among);
  protected readonly kinds = valuesOf<ReasonKind>(ReasonKind);
  protected readonly grades = [2, 3, 4] as const;
  protected readonly counts = [1, 2, 3, 5];
  protected readonly years = [3, 5, 10, 15];
  protected readonly levelKey = levelKey;
  protected readonly count = formatCount;
  protected readonly colour = (kind: ReasonKind) => COLOURS[kind];
  protected readonly sectorKey = (sector: Sector) => `sector.${sector}` as TextKey;
  protected readonly amongKey = (among: Among) => `among.${among}` as TextKey;
  protected readonly partKey = (part: NeedPart) => `needPart.${part}` as TextKey;
  protected readonly kindKey = (kind: ReasonKind) => `reasonKind.${kind}` as TextKey;
  protected readonly knownKey = (grade: 2 | 3 | 4) => `find.known${grade}` as TextKey;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.title') }]);
  }

  protected ask(params: Params) {
    this.size.set(PAGE);
    const saved = this.need() ? paramsOf(this.need()!) : {};
    void this.router.navigate([], {
      queryParams: { ...saved, need: null, ...params },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected clear() {
    void this.router.navigate([], { queryParams: this.time.query() });
  }

  protected more() {
    this.size.set(MOST);
  }

  /** As many as a search ranks, whatever is on screen. */
  protected write(format: Format) {
    const { t, language } = this;
    const request = { at: this.time.at(), need: this.asked(), pageSize: MOST };
    void this.desk.run(
      {
        file: 'tim-nguoi-phu-hop',
        title: t('find.title'),
        header: [t('fileColumn.rank'), t('people.colName'), t('field.post'), t('fileColumn.points'), t('overview.why')],
        asked: [[t('find.need'), language.of(this.page.value()?.need)]],
        pages: async function* (this: FindPage, signal: AbortSignal) {
          const answer = await this.client.findTalent(request, { signal });
          yield {
            rows: answer.ranked.map((one) => [
              one.rank,
              one.fullName,
              language.of(one.post),
              one.points,
              one.reasons.map((reason) => `${this.signed(reason)} ${language.of(reason.text)}`).join('; '),
            ]),
            total: answer.ranked.length,
            at: answer.at,
          };
        }.bind(this),
      },
      format,
    );
  }

  /** Parts of the bar, left to right. */
  protected bars(ranked: Ranked) {
    let x = 0;
    return ranked.reasons
      .filter(({ points }) => points > 0)
      .map(({ kind, points }) => {
        const bar = { x, width: Math.max(1, (points * 148) / 100 - 1), colour: COLOURS[kind] };
        x += (points * 148) / 100;
        return bar;
      });
  }

  protected signed(reason: RankReason) {
    return `${reason.points < 0 ? '−' : '+'}${Math.abs(reason.points)}`;
  }

  protected onlyThis(left: LeftOut) {
    return this.t(left.part === NeedPart.KNOWN ? 'find.onlyThisKnown' : 'find.onlyThis', {
      n: formatCount(left.onlyThis),
    });
  }

  protected nominating(ranked: Ranked) {
    const answer = this.page.value()!;
    return {
      nguoi: ranked.personId,
      need: answer.needJson,
      ngay: answer.at?.validOn,
      vitri: String(answer.at?.position ?? ''),
    };
  }
}
