import { Component, computed, input } from '@angular/core';
import { Paper, PaperKind } from '../../gen/hientai/papers/v1/paper_pb';
import { formatDate } from './dates';
import { Run, highlight } from './names';
import { injectText } from './text';
import { Runs } from './runs';

const HEADS: Record<PaperKind, string> = {
  [PaperKind.UNSPECIFIED]: 'VĂN BẢN',
  [PaperKind.DECISION]: 'QUYẾT ĐỊNH',
  [PaperKind.DIPLOMA]: 'VĂN BẰNG, CHỨNG CHỈ',
  [PaperKind.RESOLUTION]: 'NGHỊ QUYẾT',
  [PaperKind.LETTER]: 'CÔNG VĂN',
  [PaperKind.RECORD]: 'HỒ SƠ',
};

/**
 * The head of the document as it looks on paper; struck when it has been withdrawn.
 * A facsimile speaks the language of the document, whatever the language of the page.
 */
@Component({
  selector: 'ht-paper-card',
  imports: [Runs],
  templateUrl: './paper-card.html',
})
export class PaperCard {
  protected readonly t = injectText();
  readonly paper = input.required<Paper>();
  /** Decisive words of the excerpt, e.g. the name of the person it is shown for. */
  readonly mark = input('');

  protected readonly kind = computed(() => HEADS[this.paper().kind]);
  /** The matter as the paper's head sets it: the kind stands above already, and "về việc" opens the line once. */
  protected readonly matter = computed(() => {
    const title = this.paper().title;
    const matter = /^(?:(?:quyết định|công văn|nghị quyết|kế hoạch)\s+)?(?:về việc|v\/v)\s+(.*)$/is.exec(title);
    return matter ? `Về việc ${matter[1]}` : title;
  });
  protected readonly signed = computed(() => {
    const [year, month, day] = this.paper().signedOn.split('-');
    const shown = formatDate(this.paper().signedOn).split('/');
    return year && month && day ? `ngày ${shown[0]} tháng ${shown[1]} năm ${year}` : '';
  });
  /** "CHỦ TỊCH, Đào Gia Vượng" or the same on two lines: the post first, the name last. */
  protected readonly signer = computed(() => this.paper().signer.split(/\n|, /));
  protected readonly excerpt = computed<Run[]>(() => phrase(this.paper().excerpt, this.mark()));
  protected readonly date = formatDate;
}

/** Marks the phrase as a whole where it occurs, not its words apart. */
function phrase(text: string, mark: string): Run[] {
  if (!mark) return [{ text, mark: false }];
  const at = text.indexOf(mark);
  if (at < 0) return highlight(text, '');
  const runs = [
    { text: text.slice(0, at), mark: false },
    { text: mark, mark: true },
    { text: text.slice(at + mark.length), mark: false },
  ];
  return runs.filter((run) => run.text);
}
