/** Columns per pass: a panel of B of this width and {@link PANEL_ROWS} rows (128 kB) stays in the second-level cache. */
const PANEL_COLUMNS = 256;
const PANEL_ROWS = 64;

/** A contiguous run of rows of a row-major matrix. */
export interface RowRange {
  readonly data: Float64Array;
  /** First row and number of rows of the run. */
  readonly start: number;
  readonly rows: number;
}

/**
 * The kernel under every dense product here: out[i, j] += sum over p of a[i, p] b[j, p], for all pairs of rows of the two runs.
 * Tiles of 2 x 4 sums keep the eight accumulators in registers.
 *
 * @param length columns of both matrices
 * @param out a.rows x b.rows, added to
 */
export function addRowProductsJs(a: RowRange, b: RowRange, length: number, out: Float64Array): void {
  const x = a.data;
  const y = b.data;
  const n = b.rows;
  const evenRows = a.rows - (a.rows % 2);
  for (let p0 = 0; p0 < length; p0 += PANEL_COLUMNS) {
    const width = Math.min(PANEL_COLUMNS, length - p0);
    for (let j0 = 0; j0 < n; j0 += PANEL_ROWS) {
      const j1 = Math.min(n, j0 + PANEL_ROWS);
      const tiled = j0 + ((j1 - j0) & ~3);
      for (let i = 0; i < evenRows; i += 2) {
        const a0 = (a.start + i) * length + p0;
        const shift = length; // from a row to the next
        for (let j = j0; j < tiled; j += 4) {
          const b0 = (b.start + j) * length + p0;
          let s00 = 0;
          let s01 = 0;
          let s02 = 0;
          let s03 = 0;
          let s10 = 0;
          let s11 = 0;
          let s12 = 0;
          let s13 = 0;
          const b1 = b0 + length;
          const b2 = b1 + length;
          const b3 = b2 + length;
          for (let p = 0; p < width; p++) {
            const u = x[a0 + p];
            const v = x[a0 + shift + p];
            const y0 = y[b0 + p];
            const y1 = y[b1 + p];
            const y2 = y[b2 + p];
            const y3 = y[b3 + p];
            s00 += u * y0;
            s01 += u * y1;
            s02 += u * y2;
            s03 += u * y3;
            s10 += v * y0;
            s11 += v * y1;
            s12 += v * y2;
            s13 += v * y3;
          }
          const o = i * n + j;
          out[o] += s00;
          out[o + 1] += s01;
          out[o + 2] += s02;
          out[o + 3] += s03;
          out[o + n] += s10;
          out[o + n + 1] += s11;
          out[o + n + 2] += s12;
          out[o + n + 3] += s13;
        }
        for (let j = tiled; j < j1; j++) {
          const b0 = (b.start + j) * length + p0;
          out[i * n + j] += dot(x, a0, y, b0, width);
          out[(i + 1) * n + j] += dot(x, a0 + shift, y, b0, width);
        }
      }
      if (evenRows < a.rows) {
        const a0 = (a.start + evenRows) * length + p0;
        for (let j = j0; j < j1; j++) out[evenRows * n + j] += dot(x, a0, y, (b.start + j) * length + p0, width);
      }
    }
  }
}

/** The product of two runs, in four interleaved sums, so that additions do not wait for each other. */
export function dot(x: Float64Array, xStart: number, y: Float64Array, yStart: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let p = 0;
  for (; p + 3 < length; p += 4) {
    s0 += x[xStart + p] * y[yStart + p];
    s1 += x[xStart + p + 1] * y[yStart + p + 1];
    s2 += x[xStart + p + 2] * y[yStart + p + 2];
    s3 += x[xStart + p + 3] * y[yStart + p + 3];
  }
  for (; p < length; p++) s0 += x[xStart + p] * y[yStart + p];
  return s0 + s1 + (s2 + s3);
}

/** Columns x rows from rows x columns, in square blocks that fit the first-level cache. */
export function transpose(data: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(data.length);
  const block = 32;
  for (let i0 = 0; i0 < rows; i0 += block) {
    const i1 = Math.min(rows, i0 + block);
    for (let j0 = 0; j0 < columns; j0 += block) {
      const j1 = Math.min(columns, j0 + block);
      for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) out[j * rows + i] = data[i * columns + j];
    }
  }
  return out;
}
