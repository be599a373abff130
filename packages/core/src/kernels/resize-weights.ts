export type ResizeMode = 'linear' | 'nearest';

/** Where the pixels of a resized image lie in the image. */
export interface Resizing {
  readonly alignCorners: boolean;
  readonly halfPixelCenters?: boolean;
}

/** Weights [to, from] with which a resize along one dimension mixes the places it reads. */
export function resizeWeights(
  from: number,
  to: number,
  { alignCorners, halfPixelCenters }: Resizing,
  mode: ResizeMode,
): Float32Array {
  const matrix = new Float32Array(to * from);
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  for (let i = 0; i < to; i++) {
    const position = halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale;
    if (mode === 'nearest') {
      const nearest = alignCorners || halfPixelCenters ? Math.floor(position + 0.5) : Math.floor(position);
      matrix[i * from + Math.min(Math.max(nearest, 0), from - 1)] = 1;
      continue;
    }
    const low = Math.max(0, Math.floor(position));
    const high = Math.min(from - 1, Math.ceil(position));
    const weight = Math.max(0, position) - low;
    matrix[i * from + Math.min(low, from - 1)] += 1 - weight;
    matrix[i * from + high] += weight;
  }
  return matrix;
}
