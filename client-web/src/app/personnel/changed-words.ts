import type { Run } from '../ui/names';

/** Cuts a text into words kept and words changed against another, so that only what differs is tinted. */
export function changedWords(text: string, other: string): Run[] {
  const words = text.split(/(\s+)/);
  const others = other.split(/(\s+)/);
  // Longest common subsequence of words; texts are a line long, so the table is small.
  const table = Array.from({ length: words.length + 1 }, () => new Array<number>(others.length + 1).fill(0));
  for (let i = words.length - 1; i >= 0; i--) {
    for (let j = others.length - 1; j >= 0; j--) {
      table[i][j] = words[i] === others[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const runs: Run[] = [];
  const add = (word: string, mark: boolean) => {
    const last = runs.at(-1);
    if (last && (last.mark === mark || !word.trim())) last.text += word;
    else if (word) runs.push({ text: word, mark });
  };
  for (let i = 0, j = 0; i < words.length;) {
    if (j < others.length && words[i] === others[j]) add(words[i++], (j++, false));
    else if (j < others.length && table[i][j + 1] > table[i + 1][j]) j++;
    else add(words[i++], true);
  }
  return runs;
}
