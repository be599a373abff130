import { klDivergence, Normal } from '@ai/prob-info';
export const CELLS = 400;

export const REACH = 8;

/** Deviation of a Q that lies within one hump. */
const NARROW = 0.5;

export type Fit = 'none' | 'forward' | 'reverse';

export function place(i: number): number {
  return -REACH + ((i + 0.5) / CELLS) * 2 * REACH;
}

export function shown({ x }: { x: number }): boolean {
  return Math.abs(x) <= 6;
}

export function cells(density: (x: number) => number): number[] {
  const values = Array.from({ length: CELLS }, (_, i) => Math.max(density(place(i)), 1e-300));
  const sum = values.reduce((a, b) => a + b, 0);
  return values.map((value) => value / sum);
}

export function cellsOf(mean: number, deviation: number): number[] {
  const normal = new Normal({ mean, standardDeviation: deviation });
  return cells((x) => normal.pdf(x));
}

/** The best Gaussian: by moments for D(P‖Q), by search over mean and deviation for D(Q‖P), which has no closed form. */
export function fitQ(
  p: readonly number[],
  { fit, meanQ, deviationQ }: { fit: Fit; meanQ: number; deviationQ: number },
): { mean: number; deviation: number } {
  if (fit === 'none') return { mean: meanQ, deviation: deviationQ };
  if (fit === 'forward') {
    const mean = p.reduce((sum, value, i) => sum + value * place(i), 0);
    return { mean, deviation: Math.sqrt(p.reduce((sum, value, i) => sum + value * (place(i) - mean) ** 2, 0)) };
  }
  // downhill from where Q stands and from a narrow Q there, which takes the nearer hump; the better end is kept
  const ends = [deviationQ, NARROW].map((deviation) => descend(p, { mean: meanQ, deviation }));
  return ends[1].loss < ends[0].loss ? ends[1] : ends[0];
}

function descend(p: readonly number[], start: { mean: number; deviation: number }) {
  const lossOf = ({ mean, deviation }: typeof start) => klDivergence(cellsOf(mean, deviation), p);
  let best = { ...start, loss: lossOf(start) };
  for (let stride = 0.5; stride > 1e-4; ) {
    const moves = [
      [stride, 0],
      [-stride, 0],
      [0, stride],
      [0, -stride],
    ].map(([dm, ds]) => {
      const place = { mean: best.mean + dm, deviation: Math.max(0.1, best.deviation + ds) };
      return { ...place, loss: lossOf(place) };
    });
    const lowest = moves.reduce((a, b) => (b.loss < a.loss ? b : a));
    if (lowest.loss < best.loss) best = lowest;
    else stride /= 2;
  }
  return best;
}
