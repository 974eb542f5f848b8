import { LineageBand, LineageUnit, PartKind } from '../../gen/hientai/organization/v1/unit_pb';

/** One change of the tree on one day: who gave, who took, and the bands between them. */
export interface Drawing {
  on: string;
  height: number;
  givers: Giver[];
  takers: Taker[];
  bands: Band[];
}

export interface Giver {
  unit: LineageUnit;
  y: number;
  /** Divided among several. */
  split: boolean;
  /** The only part it gives, where it lies outside and gives no more. */
  part?: PartKind;
}

export interface Taker {
  unit: LineageUnit;
  y: number;
  height: number;
}

export interface Band {
  band: LineageBand;
  path: string;
  /** A part, and so hatched. */
  partial: boolean;
}

const ROW = 27;
const TOP = 30;
const [LEFT, RIGHT] = [226, 628];
const LEAST = 22;
const GAP = 14;
const weight = (part: PartKind) =>
  ({ [PartKind.WHOLE]: 15, [PartKind.MAJOR]: 11, [PartKind.REMAINDER]: 8 })[part as number] ?? 4;

/** Bands stand one below the other on both sides; a giver stands where what it mostly became stands, so that few of them cross. */
export function drawings(units: LineageUnit[], bands: LineageBand[]): Drawing[] {
  const days = [...new Set(bands.map((band) => band.on))];
  return days.map((on) =>
    draw(
      on,
      units,
      bands.filter((band) => band.on === on),
    ),
  );
}

function draw(on: string, units: LineageUnit[], bands: LineageBand[]): Drawing {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const main = (from: string) =>
    bands.filter((band) => band.fromId === from).reduce((a, b) => (weight(b.part) > weight(a.part) ? b : a));
  const takers = ordered(
    [...new Set(bands.map((band) => band.intoId))].map((id) => byId.get(id)!),
    bands,
    main,
  );
  const place = new Map(takers.map((unit, at) => [unit.id, at]));
  const givers = [...new Set(bands.map((band) => band.fromId))]
    .map((id) => byId.get(id)!)
    .sort(
      (a, b) =>
        place.get(main(a.id).intoId)! - place.get(main(b.id).intoId)! ||
        Number(b.outside) - Number(a.outside) ||
        a.code.localeCompare(b.code),
    );
  const order = new Map(givers.map((unit, at) => [unit.id, at]));

  const height = (id: string) => bands.filter((b) => b.intoId === id).reduce((sum, b) => sum + weight(b.part) + 1, 0);
  const wanted = takers.reduce((sum, unit) => sum + Math.max(LEAST, height(unit.id)) + GAP, 0);
  const whole = Math.max(givers.length * ROW, wanted);
  const spare = (whole - wanted) / Math.max(1, takers.length);
  let y = TOP;
  const right = takers.map((unit) => {
    const own = height(unit.id);
    const room = Math.max(LEAST, own) + GAP + spare;
    const taker = { unit, y: y + (room - own) / 2, height: own - 1 };
    y += room;
    return taker;
  });
  const step = whole / Math.max(1, givers.length);
  const left = givers.map((unit, at) => {
    const own = bands.filter((band) => band.fromId === unit.id);
    return {
      unit,
      y: TOP + step * (at + 0.5),
      split: own.length > 1,
      part: unit.outside && own.length === 1 ? own[0].part : undefined,
    };
  });

  const from = new Map(
    left.map((giver) => {
      const own = bands.filter((band) => band.fromId === giver.unit.id);
      return [giver.unit.id, giver.y - own.reduce((sum, band) => sum + weight(band.part), 0) / 2];
    }),
  );
  const into = new Map(right.map((taker) => [taker.unit.id, taker.y]));
  const drawn = [...bands]
    .sort((a, b) => order.get(a.fromId)! - order.get(b.fromId)! || place.get(a.intoId)! - place.get(b.intoId)!)
    .map((band) => {
      const [size, a, b] = [weight(band.part), from.get(band.fromId)!, into.get(band.intoId)!];
      from.set(band.fromId, a + size);
      into.set(band.intoId, b + size + 1);
      return { band, path: ribbon(a, b, size), partial: [PartKind.MINOR, PartKind.REMAINDER].includes(band.part) };
    });
  return { on, height: TOP + whole + 8, givers: left, takers: right, bands: drawn };
}

/** By code; one outside stands beside what its giver mostly became. */
function ordered(takers: LineageUnit[], bands: LineageBand[], main: (from: string) => LineageBand): LineageUnit[] {
  const inside = takers.filter((unit) => !unit.outside).sort((a, b) => a.code.localeCompare(b.code));
  for (const unit of takers.filter((one) => one.outside)) {
    const giver = bands.find((band) => band.intoId === unit.id)!.fromId;
    inside.splice(inside.findIndex((one) => one.id === main(giver).intoId) + 1, 0, unit);
  }
  return inside;
}

function ribbon(a: number, b: number, size: number): string {
  const middle = (LEFT + RIGHT) / 2;
  const n = (value: number) => Math.round(value * 10) / 10;
  return `M${LEFT} ${n(a)}C${middle} ${n(a)} ${middle} ${n(b)} ${RIGHT} ${n(b)}V${n(b + size)}C${middle} ${n(b + size)} ${middle} ${n(a + size)} ${LEFT} ${n(a + size)}Z`;
}
