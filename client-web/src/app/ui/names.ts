/** Vietnamese names: the tên is the last word, and it is what names are sorted by. */
export function splitName(fullName: string): { rest: string; ten: string } {
  const at = fullName.lastIndexOf(' ');
  return at < 0 ? { rest: '', ten: fullName } : { rest: fullName.slice(0, at + 1), ten: fullName.slice(at + 1) };
}

const ALPHABET = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';

/** Letters that are no other letter with a mark, as the server folds them (Kernel/LatinLetters.cs). */
const TYPED = new Map(
  Object.entries({
    a: 'ə',
    b: 'ƀɓƃ',
    c: 'ƈȼɕ',
    d: 'đðɖɗƌȡ',
    e: 'ɛǝ',
    f: 'ƒ',
    g: 'ǥɠɣ',
    h: 'ħɦ',
    i: 'ıɩɨ',
    j: 'ɉ',
    k: 'ƙĸ',
    l: 'łƚɫŀ',
    n: 'ŋƞɲŉ',
    o: 'øɔɵ',
    p: 'ƥ',
    r: 'ɍ',
    s: 'ſʂ',
    t: 'ŧƭʈ',
    u: 'ʉ',
    v: 'ʋ',
    y: 'ƴɏ',
    z: 'ƶȥ',
    ae: 'æ',
    oe: 'œ',
    ss: 'ß',
    th: 'þ',
    ij: 'ĳ',
    "'": '’‘‛`´ʼʻʾʿˈ′',
    '-': '‐‑‒–—―−﹘﹣',
  }).flatMap(([typed, letters]) => Array.from(letters, (letter) => [letter, typed] as const)),
);

/**
 * The letter a name stands under in an index: Ă, Â and Đ are letters of their own, tones are not, and a foreign letter
 * stands under the one it is made of.
 */
export function indexLetter(fullName: string): string {
  const first = splitName(fullName.normalize('NFC')).ten.charAt(0);
  const letter = first
    .replace(/[ÐƉðɖ]/, 'đ')
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
    .normalize('NFC')
    .toLowerCase();
  return (ALPHABET.includes(letter) ? letter : bare(letter).charAt(0)).toUpperCase();
}

/** Without tones and marks, in lower case, letters from a to z: "Đỗ Thành" becomes "do thanh". */
export function bare(text: string): string {
  return Array.from(text.normalize('NFC'), bareChar).join('');
}

function bareChar(char: string): string {
  const letters = char
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  return Array.from(letters, (letter) => TYPED.get(letter) ?? letter).join('');
}

export interface Run {
  text: string;
  mark: boolean;
}

/** Cuts a text into runs, marking the beginnings of words that match a word of the query, tones aside. */
export function highlight(text: string, query: string): Run[] {
  const source = Array.from(text.normalize('NFC'));
  // A letter may become two: which one each of the plain letters came from.
  const from = source.flatMap((char, at) => new Array<number>(bareChar(char).length).fill(at));
  const plain = source.map(bareChar).join('');
  const words = bare(query).split(/\s+/).filter(Boolean);
  const marks = new Array<boolean>(source.length).fill(false);
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
      if (at === 0 || /[^\p{L}\p{N}]/u.test(plain[at - 1])) marks.fill(true, from[at], from[at + word.length - 1] + 1);
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
