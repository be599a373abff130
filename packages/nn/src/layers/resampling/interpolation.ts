/** Cubic convolution of Keys (1981) with a = -0.75, PyTorch's choice. */
function cubic(distance: number): number {
  const a = -0.75;
  const t = Math.abs(distance);
  if (t <= 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  return t < 2 ? a * (((t - 5) * t + 8) * t - 4) : 0;
}

/**
 * Weights of an axis of `from` pixels for each of `to` pixels: rows of length `from`.
 *
 * @param scale decides the step between pixels if given, else to / from does
 */
export function interpolationWeights(
  from: number,
  to: number,
  mode: 'nearest' | 'bilinear' | 'bicubic',
  alignCorners: boolean,
  scale?: number,
): number[][] {
  const step = alignCorners ? (to > 1 ? (from - 1) / (to - 1) : 0) : scale ? 1 / scale : from / to;
  const clamp = (i: number): number => Math.min(Math.max(i, 0), from - 1);
  return Array.from({ length: to }, (_, i) => {
    const row = Array<number>(from).fill(0);
    if (mode === 'nearest') {
      row[clamp(Math.floor(i * step))] = 1;
      return row;
    }
    const centre = alignCorners ? i * step : (i + 0.5) * step - 0.5;
    const at = mode === 'bilinear' ? Math.max(centre, 0) : centre;
    const low = Math.floor(at);
    if (mode === 'bilinear') {
      row[clamp(low)] += 1 - (at - low);
      row[clamp(low + 1)] += at - low;
    } else {
      for (let k = low - 1; k <= low + 2; k++) row[clamp(k)] += cubic(at - k);
    }
    return row;
  });
}
