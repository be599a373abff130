import type { DenseMatrix } from '../input/matrix.js';
import type { Edge, Graph } from '../onnx/graph.js';
import { largestNorm, type MovedRows, middleRow, movedRows, scoreDoubt } from './moved-rows.js';
import { giveBack, runNative } from './native.js';
import { nearestByDifferences } from './squared-distances.js';

/** Scores computed at a time: 8 MB. */
const BLOCK_SCORES = 2 ** 21;
/** ONNX's code of float32. */
const FLOAT = 1;
/**
 * `NearestCenter` with the products in float32 on the native engine, which also finds the smallest score of every row and whether it
 * stands alone. Its scores are laid out in a grid: a score is known by the minimum of its line and that of its column, so that two short
 * rows of minima are compared with the limit instead of all scores.
 */
export class NativeCenterSearch {
  private readonly middle: Float64Array;
  private moved: (MovedRows & { readonly block: number }) | undefined;

  constructor(private readonly x: DenseMatrix) {
    this.middle = middleRow(x);
  }

  find(centers: DenseMatrix): Int32Array {
    const { x } = this;
    const width = Math.ceil(Math.sqrt(centers.rows));
    const height = Math.ceil(centers.rows / width);
    const places = width * height;
    const { factors, norms, block } = this.prepare(places);
    const ofCenters = movedRows(centers, this.middle, places, 'norm');
    const largest = largestNorm(ofCenters.norms.subarray(0, centers.rows));
    const doubts = new Float32Array(norms.length); // a loop: map() takes ten times as long
    for (let i = 0; i < doubts.length; i++) doubts[i] = scoreDoubt(x.columns, norms[i], largest);
    const length = x.columns + 1;
    const key = `nearest center ${block} ${length} ${height} ${width}`;
    const build = (graph: Graph): Edge[] => centerGraph(graph, block, length, height, width);
    const labels = new Int32Array(x.rows);
    for (let start = 0; start < x.rows; start += block) {
      const rows = factors.subarray(start * length, (start + block) * length);
      const inputs = [rows, ofCenters.factors, doubts.subarray(start, start + block)];
      const [codes] = runNative(key, build, inputs) as Float32Array[];
      const end = Math.min(block, x.rows - start);
      for (let i = 0; i < end; i++) {
        const label = codes[i] - 2 * places;
        // NaN and infinities, which compare with nothing, are no single smallest score either
        labels[start + i] = label >= 0 && label < places ? label : nearestByDifferences(x, start + i, centers);
      }
      giveBack(codes);
    }
    return labels;
  }

  /** The rows in float32, in blocks that suit the number of scores. */
  private prepare(places: number) {
    const { x, moved } = this;
    const fit = Math.max(64, Math.floor(BLOCK_SCORES / places));
    // as many blocks as it takes, all of about the same size
    const block = Math.ceil(x.rows / Math.ceil(x.rows / fit));
    if (moved?.block === block) return moved;
    this.moved = { ...movedRows(x, this.middle, block, 'one'), block };
    return this.moved;
  }
}

/**
 * Per row a code: 2 places + the place of the smallest score, if no other is within the doubt; 3 places or more otherwise.
 */
function centerGraph(graph: Graph, rows: number, length: number, height: number, width: number): Edge[] {
  const places = width * height;
  const float = (op: string, inputs: Edge[], shape: number[], attributes = {}): Edge =>
    graph.add(op, inputs, shape, 'float32', attributes);
  const minimum = (x: Edge, axis: number, shape: number[], keepdims: number): Edge =>
    float('ReduceMin', [x, graph.integers([axis])], shape, { keepdims });
  const x = graph.input([rows, length], 'float32');
  const centers = graph.input([places, length], 'float32');
  const doubts = graph.input([rows, 1], 'float32');
  const scores = float('Gemm', [x, centers], [rows, places], { transB: 1 });
  const grid = float('Reshape', [scores, graph.integers([rows, height, width])], [rows, height, width]);
  const ofLines = minimum(grid, 2, [rows, height], 0);
  const ofColumns = minimum(grid, 1, [rows, width], 0);
  const smallest = minimum(ofLines, 1, [rows, 1], 1);
  const limit = float('Add', [smallest, doubts], [rows, 1]);
  const minima = float('Concat', [ofLines, ofColumns], [rows, height + width], { axis: 1 });
  const isWithin = graph.add('LessOrEqual', [minima, limit], [rows, height + width], 'bool');
  const counted = float('Cast', [isWithin], [rows, height + width], { to: FLOAT });
  const values = Float32Array.from(
    { length: height + width },
    (_, i) => places + (i < height ? i * width : i - height),
  );
  return [float('Gemm', [counted, graph.constant('float32', values, [height + width, 1])], [rows, 1])];
}
