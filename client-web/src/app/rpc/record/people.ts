/** Somebody named in a form, with what they did and their share of the whole in per cent; a share not typed yet is ''. */
export interface PersonValue {
  id: string;
  role: string;
  share: string;
}

/** A field's value keeps people as lines: "id|share|role". */
export function readPeople(text: string): PersonValue[] {
  return text.split('\n').map((line) => {
    const [id = '', share = '', ...role] = line.split('|');
    return { id, share, role: role.join('|') };
  });
}

export const writePeople = (all: PersonValue[]) =>
  all.map(({ id, share, role }) => (share || role ? `${id}|${share}|${role}` : id)).join('\n');

export const namedPeople = (text: string) => readPeople(text).filter(({ id }) => id);

/** Whole shares that differ by one at most and make 100; who stands first has the more. */
export const evenShares = (count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(100 / count) + (i < 100 % count ? 1 : 0));
