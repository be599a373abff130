import type { AxisReads } from '../module/analysis.js';

/**
 * The places of the network's input that each place of a tensor depends on, along one axis: first and last of places 0..period-1;
 * those of place o + period are moved by `advance`. A place without any has first > last.
 */
export interface AxisField {
  readonly advance: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Of the axes after the batch; 'all' places; or not known. */
export type Field = readonly AxisField[] | 'all' | 'unknown';

/** Every place depends on itself. */
export const OWN_PLACE: AxisField = { advance: 1, first: [0], last: [0] };

/** Longest period that is followed: resizing by odd factors several times multiplies them. */
const LONGEST_PERIOD = 4096;

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The bound of any place. */
function at({ advance }: AxisField, bounds: readonly number[], place: number): number {
  const turn = Math.floor(place / bounds.length);
  return bounds[place - turn * bounds.length] + turn * advance;
}

/** The field after a layer that reads `reads` of an axis with this field; undefined if its period grows too long. */
export function through(field: AxisField, reads: AxisReads): AxisField | undefined {
  const period = field.first.length;
  const turns = period / gcd(period, reads.advance);
  const length = reads.period * turns;
  if (length > LONGEST_PERIOD) return undefined;
  const first: number[] = [];
  const last: number[] = [];
  for (let o = 0; o < length; o++) {
    const turn = Math.floor(o / reads.period);
    const places = reads.taps(o % reads.period).map((place) => place + turn * reads.advance);
    first.push(Math.min(...places.map((place) => at(field, field.first, place))));
    last.push(Math.max(...places.map((place) => at(field, field.last, place))));
  }
  return { advance: (field.advance * turns * reads.advance) / period, first, last };
}

/** What two branches that meet depend on together; undefined if their places drift apart. */
function together(a: AxisField, b: AxisField): AxisField | undefined {
  const [m, n] = [a.first.length, b.first.length];
  const length = (m / gcd(m, n)) * n;
  if (length > LONGEST_PERIOD || a.advance * n !== b.advance * m) return undefined;
  const places = Array.from({ length }, (_, o) => o);
  return {
    advance: (a.advance * length) / m,
    first: places.map((o) => Math.min(at(a, a.first, o), at(b, b.first, o))),
    last: places.map((o) => Math.max(at(a, a.last, o), at(b, b.last, o))),
  };
}

/** The field of a tensor that depends on several. */
export function union(fields: readonly Field[]): Field {
  if (fields.includes('unknown')) return 'unknown';
  if (fields.includes('all')) return 'all';
  const [head, ...rest] = fields as (readonly AxisField[])[];
  return rest.reduce<Field>((sum, field) => {
    if (typeof sum === 'string' || sum.length !== field.length) return 'unknown';
    return everyAxis(sum.map((axis, i) => together(axis, field[i])));
  }, head);
}

/** The field after a layer. */
export function readThrough(field: Field, reads: 'own' | 'all' | readonly AxisReads[]): Field {
  if (reads === 'all') return 'all';
  if (typeof field === 'string' || reads === 'own') return field;
  if (reads.length !== field.length) return 'unknown';
  return everyAxis(field.map((axis, i) => through(axis, reads[i])));
}

function everyAxis(axes: readonly (AxisField | undefined)[]): Field {
  return axes.every((axis) => axis !== undefined) ? axes : 'unknown';
}
