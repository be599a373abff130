import type { DenseMatrix } from '../input/matrix.js';
import type { Edge, Graph } from '../onnx/graph.js';
import { giveBack, runNative } from './native.js';
import { mirrorUpper, type ShiftedGram, type ShiftedGramInput } from './shifted-gram.js';

/** Numbers moved at a time: 8 MB of differences. What needs no difference is read where it lies, in one go. */
const BLOCK_NUMBERS = 2 ** 20;

/** `shiftedGramJs` on the native engine: blocks of rows are moved in its memory, the table is not copied. */
export function shiftedGramNative(x: DenseMatrix, { factors, shift, weights }: ShiftedGramInput): ShiftedGram {
  const { columns } = x;
  const perRow = factors.columns;
  const blockRows = shift || weights ? Math.max(1, Math.floor(BLOCK_NUMBERS / columns)) : x.rows;
  const products = new Float64Array(columns * columns);
  const sums = new Float64Array(perRow * columns);
  for (let start = 0; start < x.rows; start += blockRows) {
    const rows = Math.min(blockRows, x.rows - start);
    const inputs = [
      x.data.subarray(start * columns, (start + rows) * columns),
      factors.data.subarray(start * perRow, (start + rows) * perRow),
    ];
    if (shift) inputs.push(shift);
    if (weights) inputs.push(weights.subarray(start, start + rows));
    const key = `shifted gram ${rows} ${columns} ${perRow} ${!!shift} ${!!weights}`;
    const build = (graph: Graph): Edge[] => shiftedGramGraph(graph, rows, columns, perRow, !!shift, !!weights);
    const found = runNative(key, build, inputs) as Float64Array[];
    for (let o = 0; o < products.length; o++) products[o] += found[0][o];
    for (let o = 0; o < sums.length; o++) sums[o] += found[1][o];
    for (const array of found) giveBack(array);
  }
  mirrorUpper(products, columns);
  return {
    products: { data: products, rows: columns, columns },
    sums: { data: sums, rows: perRow, columns },
  };
}

function shiftedGramGraph(
  graph: Graph,
  rows: number,
  columns: number,
  perRow: number,
  isShifted: boolean,
  isWeighted: boolean,
): Edge[] {
  const x = graph.input([rows, columns], 'float64');
  const factors = graph.input([rows, perRow], 'float64');
  const shape = [rows, columns];
  const moved = isShifted ? graph.add('Sub', [x, graph.input([columns], 'float64')], shape, 'float64') : x;
  const scaled = isWeighted ? graph.add('Mul', [moved, graph.input([rows, 1], 'float64')], shape, 'float64') : moved;
  return [
    graph.add('Gemm', [scaled, moved], [columns, columns], 'float64', { transA: 1 }),
    graph.add('Gemm', [factors, moved], [perRow, columns], 'float64', { transA: 1 }),
  ];
}
