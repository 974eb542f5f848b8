/** Vietnamese names: the tên is the last word, and it is what names are sorted by. */
export function splitName(fullName: string): { rest: string; ten: string } {
  const at = fullName.lastIndexOf(' ');
  return at < 0 ? { rest: '', ten: fullName } : { rest: fullName.slice(0, at + 1), ten: fullName.slice(at + 1) };
}

/** The letter a name stands under in an index: Ă, Â and Đ are letters of their own, tones are not. */
export function indexLetter(fullName: string): string {
  const first = splitName(fullName.normalize('NFC')).ten.charAt(0).normalize('NFD');
  return first
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
    .normalize('NFC')
    .toLocaleUpperCase('vi');
}

/** Without tones and marks, in lower case: "Đỗ Thành" becomes "do thanh". One character stays one character. */
export function bare(text: string): string {
  return Array.from(text.normalize('NFC'), (char) => bareChar(char)).join('');
}

function bareChar(char: string): string {
  if (char === 'đ' || char === 'Đ') return 'd';
  return (
    char
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase() || char
  );
}

export interface Run {
  text: string;
  mark: boolean;
}

/** Cuts a text into runs, marking the beginnings of words that match a word of the query, tones aside. */
export function highlight(text: string, query: string): Run[] {
  const source = text.normalize('NFC');
  const plain = bare(source);
  const words = bare(query).split(/\s+/).filter(Boolean);
  const marks = new Array<boolean>(source.length).fill(false);
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      if (at === 0 || /[^\p{L}\p{N}]/u.test(plain[at - 1])) marks.fill(true, at, at + word.length);
    }
  }
  const runs: Run[] = [];
  for (let i = 0; i < source.length; i++) {
    const last = runs.at(-1);
    if (last && last.mark === marks[i]) last.text += source[i];
    else runs.push({ text: source[i], mark: marks[i] });
  }
  return runs;
}
