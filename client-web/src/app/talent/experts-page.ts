import { Component, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TalentService, Work } from '../../gen/hientai/talent/v1/talent_service_pb';
import { pause, read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { TalentTabs } from './talent-tabs';
import { Asking } from '../ui/asking';

/** Who can advise on something, with what they have done. */
@Component({
  selector: 'ht-experts-page',
  imports: [ExportButton, Asking, Failure, Icon, Name, RouterLink, Skeleton, TalentTabs],
  template: `
    <main class="page" id="main">
      <ht-talent-tabs />
      <div class="pt-row">
        <h1 class="pt">{{ t('find.experts') }}</h1>
        @if (page.value()?.experts?.length) {
          <div class="act"><ht-export-button (chosen)="write($event)" /></div>
        }
      </div>
      <div class="toolbar">
        <label class="field wide-search"
          ><span class="lab">{{ t('find.expertsAsk') }}</span
          ><span class="inp"
            ><ht-icon name="search" /><input
              type="search"
              autocomplete="off"
              [value]="tim() ?? ''"
              (input)="ask($any($event.target).value)" /></span
        ></label>
      </div>
      <div [htAsking]="page">
        @if (!words()) {
          <p class="sub">{{ t('find.expertsSay') }}</p>
        } @else if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          <p class="sub num" role="status">
            {{ t('find.expertsFound', { n: count(answer.totalSize) }) }}
            @if (answer.totalSize > answer.experts.length) {
              · {{ t('find.shown', { n: answer.experts.length }) }}
            }
          </p>
          @if (answer.experts.length) {
            <ol class="rank experts">
              @for (one of answer.experts; track one.personId) {
                <li>
                  <span class="pos num">{{ $index + 1 }}</span>
                  <span class="nm"
                    ><b
                      ><a class="open" [routerLink]="['/nhan-su', one.personId]" [queryParams]="time.query()"
                        ><ht-name [name]="one.fullName" /></a></b
                    ><small>{{ language.of(one.post) }}</small></span
                  >
                  <ul class="reasons">
                    @for (work of one.works; track work.key) {
                      <li>
                        <span
                          ><a class="open" [routerLink]="link(one.personId, work)" [queryParams]="query(work)">{{
                            language.of(work.text)
                          }}</a>
                          @if (work.on) {
                            &ngsp;<small class="mute num">{{ date(work.on) }}</small>
                          }
                        </span>
                      </li>
                    }
                    @if (one.total > one.works.length) {
                      <li class="mute small">{{ t('find.andMore', { n: one.total - one.works.length }) }}</li>
                    }
                  </ul>
                </li>
              }
            </ol>
          } @else {
            <div class="empty">
              <b>{{ t('find.expertsNobody') }}</b>
              <p>{{ t('find.expertsNobodySay') }}</p>
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton [count]="8" />
        }
      </div>
    </main>
  `,
})
export class ExpertsPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(TalentService);
  private readonly router = inject(Router);
  private readonly desk = inject(ExportDesk);
  /** The words, in the address. */
  readonly tim = input<string>();

  protected readonly words = () => (this.tim() ?? '').trim();
  protected readonly page = read({
    params: () => (this.words() ? { at: this.time.at(), query: this.words(), pageSize: 50 } : undefined),
    load: async (request, signal) => {
      await pause(200, signal);
      return this.client.findExperts(request, { signal });
    },
  });
  protected readonly count = formatCount;
  protected readonly date = formatDate;

  protected write(format: Format) {
    const [{ t, language }, answer] = [this, this.page.value()];
    const rows = (answer?.experts ?? []).map((one) => [
      one.fullName,
      language.of(one.post),
      one.works.map((work) => [language.of(work.text), formatDate(work.on)].filter(Boolean).join(', ')).join('; '),
    ]);
    const header = [t('people.colName'), t('field.post'), t('overview.why')];
    void this.desk.write(
      'chuyen-gia',
      [{ name: t('find.experts'), header, rows }],
      { title: t('find.experts'), at: answer?.at, asked: [[t('file.words'), this.words()]] },
      format,
    );
  }

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.experts') }]);
  }

  protected ask(words: string) {
    void this.router.navigate([], {
      queryParams: { tim: words || null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected link(person: string, work: Work) {
    return work.kind === 'contribution' ? ['/dong-gop', work.key] : ['/nhan-su', person];
  }

  protected query(work: Work) {
    return work.kind === 'contribution' ? this.time.query() : { ...this.time.query(), muc: work.key };
  }
}
