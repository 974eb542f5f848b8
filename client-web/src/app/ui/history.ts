import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, booleanAttribute, computed, input, linkedSignal, output } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { EntryKind, HistoryEntry } from '../../gen/hientai/rpc/v1/history_pb';
import { DateText } from './date';
import { dayOf, formatDay, formatTime } from './dates';
import { Icon } from './icon';
import { PaperRef } from './paper-ref';
import { Sentence } from './sentence';
import { injectText } from './text';
import { entryKindKey } from './vocabulary';

const FIRST = 12;

/** Everything recorded, newest first: when, about which day, what happened, by whom and why, on what paper. */
@Component({
  selector: 'ht-history',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, DateText, Icon, PaperRef, RouterLink, Sentence],
  templateUrl: './history.html',
})
export class History {
  protected readonly t = injectText();
  readonly entries = input.required<HistoryEntry[]>();
  /** Where comparing before and after an entry leads; without it the choice is not offered. */
  readonly compare = input<((entry: HistoryEntry) => { link: unknown[]; query: Params }) | undefined>();
  /** Whether entries about one fact can be asked about. */
  readonly explains = input(false, { transform: booleanAttribute });
  readonly why = output<string>();

  protected readonly limit = linkedSignal({ source: this.entries, computation: () => FIRST });
  protected readonly shown = computed(() => this.entries().slice(0, this.limit()));
  protected readonly change = EntryKind.CHANGE;
  protected readonly tag = {
    [EntryKind.CORRECTION]: 'cor',
    [EntryKind.WITHDRAWAL]: 'wd',
    [EntryKind.EVIDENCE]: 'chg',
  } as Record<EntryKind, string>;
  protected readonly kindKey = entryKindKey;
  protected readonly day = formatDay;
  protected readonly iso = dayOf;
  protected readonly time = formatTime;
}
