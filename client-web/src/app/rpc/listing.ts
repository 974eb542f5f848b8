import { Signal, computed, inject } from '@angular/core';
import { Params, Router } from '@angular/router';
import type { Moment } from '../../gen/hientai/rpc/v1/time_pb';
import { Export, ExportDesk, Format } from '../ui/exports';
import { Asked, askedIn } from '../ui/filters';
import { Pages, pagesOf } from '../ui/pages';
import { Searched } from '../ui/searched';
import type { Cell } from '../ui/workbook';
import { Read, pause, read } from './read';
import { TimeTravel } from './time-travel';
import { TimePointInit } from './when';

const PAGE = 50;
const EXPORT_PAGE = 200;
const TYPING_MS = 180;

interface Answer {
  at?: Moment;
  totalSize: number;
  nextPageToken: string;
  /** The day whose tree it was drawn by. */
  treeOn?: string;
}
interface Page {
  at: TimePointInit | undefined;
  query: string;
  pageToken: string;
  pageSize: number;
}

/** How a list is written out: the file without its ending, and what stands in it. */
export interface Written<Row> {
  file: string;
  title: string;
  header: string[];
  line: (row: Row) => Cell[];
}

/** A list the server pages: what is asked of it in the address and in words, the page on screen, and how it is written out. */
export interface Listing<Row, Answered extends Answer = Answer> {
  readonly asked: Asked;
  readonly page: Read<Answered>;
  readonly pages: Pages;
  readonly rows: Signal<Row[]>;
  id(row: Row): string;
  open(row: Row, apart: boolean): void;
  /** Every page of the question on screen, one line a row. */
  export(format: Format, written: Written<Row>): void;
}

export function listing<Row, Question, Answered extends Answer>(options: {
  /** The parameters of the address that narrow it. */
  filters: readonly string[];
  /** What they ask for. */
  question: (params: Params) => Question;
  load: (request: Question & Page, options: { signal: AbortSignal }) => Promise<Answered>;
  rows: (answer: Answered) => Row[];
  id: (row: Row) => string;
  /** Where a row opens, before its id. */
  path?: string;
}): Listing<Row, Answered> {
  const [time, searched, router, desk] = [inject(TimeTravel), inject(Searched), inject(Router), inject(ExportDesk)];
  const asked = askedIn(options.filters);
  const question = computed(() => ({
    ...options.question(asked.params()),
    query: searched.words().trim(),
    at: time.at(),
  }));
  const pages = pagesOf(question);
  const page = read({
    params: () => ({ ...question(), pageToken: pages.token(), pageSize: PAGE }),
    load: async (request, signal) => {
      if (request.query) await pause(TYPING_MS, signal);
      return options.load(request, { signal });
    },
  });
  return {
    asked,
    page,
    pages,
    rows: computed(() => (page.value() ? options.rows(page.value()!) : [])),
    id: options.id,
    open(row, apart) {
      const tree = router.createUrlTree([options.path, options.id(row)], { queryParams: time.query() });
      if (apart) window.open(router.serializeUrl(tree), '_blank', 'noopener');
      else void router.navigateByUrl(tree);
    },
    export(format, { line, ...written }) {
      const request = { ...question(), pageSize: EXPORT_PAGE };
      const pages = everyPage(
        (pageToken, signal) => options.load({ ...request, pageToken }, { signal }),
        (answer) => options.rows(answer).map(line),
      );
      void desk.run({ ...written, pages }, format);
    },
  };
}

/** One page after another to the last, as rows of a file. */
export function everyPage<Answered extends Answer>(
  load: (pageToken: string, signal: AbortSignal) => Promise<Answered>,
  rows: (answer: Answered) => Cell[][],
): Export['pages'] {
  return async function* (signal) {
    let pageToken = '';
    do {
      const answer = await load(pageToken, signal);
      yield { rows: rows(answer), total: answer.totalSize, at: answer.at, treeOn: answer.treeOn };
      pageToken = answer.nextPageToken;
    } while (pageToken);
  };
}
