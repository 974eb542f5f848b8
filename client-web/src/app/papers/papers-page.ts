import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PaperKind } from '../../gen/hientai/papers/v1/paper_pb';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { listing } from '../rpc/listing';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Format } from '../ui/exports';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { FilterPanel } from '../ui/filter-panel';
import { Filter, choicesOf, number } from '../ui/filters';
import { Column, ListFrame, ListRow, ListTexts } from '../ui/list-frame';
import { highlight } from '../ui/names';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Runs } from '../ui/runs';
import { Searched } from '../ui/searched';
import { TextKey, injectText } from '../ui/text';
import { paperKindKey, valuesOf } from '../ui/vocabulary';

const TEXTS: ListTexts = {
  title: 'paper.title',
  all: 'paper.papers',
  matching: 'paper.matching',
  search: 'paper.search',
  order: 'paper.sortSigned',
  none: 'paper.none',
  noneSay: 'paper.noneSay',
  nothing: 'paper.noneAtAll',
  nothingSay: 'paper.noneAllSay',
};
const COLUMNS: Column[] = [
  { text: 'paper.colNumber' },
  { text: 'paper.colTitle' },
  { text: 'paper.colIssuer' },
  { text: 'paper.colSigned', sorted: 'descending' },
  { text: 'paper.colScans', class: 'r spare' },
  { text: 'paper.colPeople', class: 'r' },
];
const WRITTEN: TextKey[] = [
  'paper.colNumber',
  'paper.colTitle',
  'paper.colKind',
  'paper.colIssuer',
  'paper.colSigned',
  'paper.colPeople',
];

/** The papers on record, newest signed first, and how many people rest on each. */
@Component({
  selector: 'ht-papers-page',
  imports: [DateText, FilterPanel, ListFrame, ListRow, RouterLink, Runs],
  templateUrl: './papers-page.html',
})
export class PapersPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PaperService);
  private readonly searched = inject(Searched);

  protected readonly texts = TEXTS;
  protected readonly columns = COLUMNS;
  protected readonly list = listing({
    filters: ['kind', 'tinh-trang'],
    question: (params) => ({
      kind: number<PaperKind>(params['kind']),
      withdrawnOnly: params['tinh-trang'] === 'thu-hoi',
      repealedOnly: params['tinh-trang'] === 'bai-bo',
      alikeOnly: params['tinh-trang'] === 'trung',
    }),
    load: this.client.listPapers,
    rows: ({ papers }) => papers,
    id: ({ id }) => id,
    path: '/van-ban',
  });
  protected readonly filters = computed<Filter[]>(() => [
    {
      name: 'kind',
      label: 'paper.kindFilter',
      choices: choicesOf(valuesOf<PaperKind>(PaperKind), (kind) => this.t(paperKindKey(kind))),
    },
    {
      name: 'tinh-trang',
      label: 'paper.state',
      choices: [
        { value: 'thu-hoi', text: this.t('paper.onlyWithdrawn') },
        { value: 'bai-bo', text: this.t('paper.onlyRepealed') },
        { value: 'trung', text: this.t('paper.alike') },
      ],
    },
  ]);
  protected readonly count = formatCount;
  protected readonly date = formatDate;
  protected readonly runs = (text: string) => highlight(text, this.searched.words());

  constructor() {
    pageTrail(() => [{ text: this.t('paper.title') }]);
  }

  protected export(format: Format) {
    this.list.export(format, {
      file: 'van-ban',
      title: this.t('paper.title'),
      header: WRITTEN.map((text) => this.t(text)),
      line: (paper) => [
        paper.number,
        paper.title,
        this.t(paperKindKey(paper.kind)),
        paper.issuer,
        formatDate(paper.signedOn),
        paper.people,
      ],
    });
  }
}
