import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { formatDate } from '../ui/dates';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { Files } from '../rpc/files';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { PaperCard } from '../ui/paper-card';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Sentence, sentenceWords } from '../ui/sentence';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { paperKindKey } from '../ui/vocabulary';
import { Asking } from '../ui/asking';

const PAGE = 100;
const WAYS: { name: string; text: TextKey; icon: 'fix' | 'clip' | 'x' }[] = [
  { name: 'amend', text: 'paper.amend', icon: 'fix' },
  { name: 'attach', text: 'paper.attach', icon: 'clip' },
  { name: 'repeal', text: 'paper.repeal', icon: 'x' },
  { name: 'withdraw', text: 'paper.withdraw', icon: 'x' },
];

/** One paper: as it looks, what it says, its scans, and everything that rests on it. */
@Component({
  selector: 'ht-paper-page',
  imports: [
    Asking,
    DateText,
    Failure,
    Files,
    History,
    Icon,
    Pager,
    PaperCard,
    PaperRef,
    PeriodText,
    RouterLink,
    Sentence,
    Skeleton,
  ],
  templateUrl: './paper-page.html',
})
export class PaperPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PaperService);
  readonly id = input.required<string>();

  private readonly question = computed(() => ({ id: this.id(), at: this.time.at() }));
  protected readonly page = read({
    params: () => this.question(),
    load: (request, signal) => this.client.getPaper(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: () => this.question(),
    load: (request, signal) => this.client.getPaperHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly ways = WAYS;
  protected readonly date = formatDate;
  protected readonly size = PAGE;
  protected readonly pages = pagesOf(this.question);
  protected readonly resting = read({
    params: () => ({ paperId: this.id(), at: this.time.at(), pageSize: PAGE, pageToken: this.pages.token() }),
    load: (request, signal) => this.client.listResting(request, { signal }),
    subject: ({ paperId }) => paperId,
  });
  protected readonly paper = computed(() => this.page.value()?.paper);
  protected readonly kindKey = paperKindKey;
  protected readonly count = formatCount;
  protected readonly places: Record<string, string> = {
    person: '/nhan-su',
    unit: '/don-vi',
    paper: '/van-ban',
    contribution: '/dong-gop',
  };

  protected readonly written = (): Export => ({
    file: 'dua-vao-van-ban',
    title: `${this.t('paper.resting')}: ${this.paper()?.number ?? ''}`,
    header: (['paper.whose', 'paper.fact', 'paper.holds'] as const).map((text) => this.t(text)),
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listResting({ paperId: this.id(), at: this.time.at(), pageToken, pageSize: 200 }, { signal }),
      ({ facts }) =>
        facts.map(({ title, fact, sentence }) => [
          title,
          fact
            ? `${this.language.of(fact.label)}: ${this.language.of(fact.value)}`
            : sentenceWords(sentence, this.language),
          fact ? `${formatDate(fact.from) || '…'} – ${fact.to ? formatDate(fact.to) : this.t('person.now')}` : '',
        ]),
    ),
  });

  constructor() {
    pageTrail(() => [{ text: this.t('paper.title'), link: ['/van-ban'] }, { text: this.paper()?.number ?? '…' }]);
  }
}
