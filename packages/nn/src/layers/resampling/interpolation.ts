import type { AxisReads } from '../../module/analysis.js';

/** How values between places are found: 'bilinear' is linear along each axis. */
export type Interpolation = 'nearest' | 'nearest-exact' | 'bilinear' | 'bicubic';

/** How an axis of `from` places becomes one of `to`. */
export interface Resampling {
  readonly from: number;
  readonly to: number;
  readonly mode: Interpolation;
  /** Match the centres of the first and last places instead of the edges. */
  readonly alignCorners: boolean;
  /** Decides the step between places if given, else to / from does. */
  readonly scale?: number | undefined;
}

/** Cubic convolution of Keys (1981) with a = -0.75, PyTorch's choice. */
function cubic(distance: number): number {
  const a = -0.75;
  const t = Math.abs(distance);
  if (t <= 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  return t < 2 ? a * (((t - 5) * t + 8) * t - 4) : 0;
}

/** Distance of places of the result in places of the input. */
function stepOf({ from, to, alignCorners, scale }: Resampling): number {
  if (alignCorners) return to > 1 ? (from - 1) / (to - 1) : 0;
  return scale === undefined ? from / to : 1 / scale;
}

/** The places that place i of the result is made of, with their weights; they may lie outside of the input. */
function taps(resampling: Resampling, i: number): [place: number, weight: number][] {
  const { mode, alignCorners } = resampling;
  const step = stepOf(resampling);
  if (mode === 'nearest') return [[Math.floor(i * step), 1]];
  if (mode === 'nearest-exact') return [[Math.floor((i + 0.5) * step), 1]];
  const centre = alignCorners ? i * step : (i + 0.5) * step - 0.5;
  const low = Math.floor(centre);
  if (mode === 'bicubic') return [-1, 0, 1, 2].map((k) => [low + k, cubic(centre - low - k)]);
  return [
    [low, 1 - (centre - low)],
    [low + 1, centre - low],
  ];
}

/** Weights of the places of the input for each place of the result: rows of length `from`. Edges are repeated outwards. */
export function interpolationWeights(resampling: Resampling): number[][] {
  const { from, to } = resampling;
  return Array.from({ length: to }, (_, i) => {
    const row = Array<number>(from).fill(0);
    for (const [place, weight] of taps(resampling, i)) row[Math.min(Math.max(place, 0), from - 1)] += weight;
    return row;
  });
}

/** What each place of the result reads. */
export function resamplingReads(resampling: Resampling): AxisReads {
  const { from, to, alignCorners } = resampling;
  const [period, advance] = alignCorners && to > 1 ? [to - 1, from - 1] : [to, from];
  const places = (o: number): number[] =>
    taps(resampling, o)
      .filter(([, weight]) => Math.abs(weight) > 1e-9)
      .map(([place]) => place);
  const isWhole = Math.abs(stepOf(resampling) * period - advance) < 1e-9;
  const divisor = isWhole ? greatestDivisor(period, advance) : 1;
  return { period: period / divisor, advance: advance / divisor, taps: places };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
