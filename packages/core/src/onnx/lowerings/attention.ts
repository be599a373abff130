import type { Graph } from '../graph.js';
import { filled, type Shape } from '../types.js';
import { constant, elementwise, float, reshape, Value } from '../value.js';
import { add, multiply, subtract } from './binary.js';
import type { Inputs, LoweringTable } from './lowering.js';
import { matMul } from './matmul.js';
import { reduce } from './reduction.js';
import { pad, slice } from './shaping.js';

// T queries, S keys

/** Causal attention of long sequences goes in blocks of at least so many queries, each of which sees keys up to its own end. */
const ROWS_PER_BLOCK = 128;
const MOST_BLOCKS = 4;
const LOWEST = -3.4028234663852886e38;
/** A score that is less than the greatest of its row by so much counts as hidden: exp of it is 4e-31. */
const FLOOR = 70;
/** Weights below it are made zeros: between exp(-FLOOR), which hidden keys get, and what float32 resolves beside any other weight. */
const SMALLEST_WEIGHT = 3e-30;

interface AttentionAttributes {
  readonly causal: boolean;
  readonly scale: number;
}

/** Queries [from, to) and the keys [0, end) that they see. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

function blocksOf(queries: number, keys: number, causal: boolean): Block[] {
  if (!causal) return [{ from: 0, to: queries, end: keys }];
  const count = Math.min(MOST_BLOCKS, Math.max(1, Math.floor(queries / ROWS_PER_BLOCK)));
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((part) => Math.round((queries * part) / count));
    return { from, to, end: Math.min(to, keys) };
  });
}

/** Rows [from, to) of the last two dimensions; all where they have but one, which broadcasts. */
function rows(x: Value, from: number, to: number): Value {
  const along = x.rank - 2;
  if (along < 0 || x.shape[along] === 1) return x;
  const begin = x.shape.map((_, axis) => (axis === along ? from : 0));
  return slice(
    x,
    begin,
    x.shape.map((size, axis) => (axis === along ? to - from : size)),
  );
}

/** Columns [0, end), all where there is but one. */
function columns(x: Value, end: number): Value {
  if (x.rank === 0 || x.shape[x.rank - 1] === 1) return x;
  return slice(
    x,
    x.shape.map(() => 0),
    [...x.shape.slice(0, -1), end],
  );
}

/** Blocks of rows, one below the other. */
function stacked(blocks: readonly Value[]): Value {
  const [{ graph, shape, rank }] = blocks;
  if (blocks.length === 1) return blocks[0];
  const count = blocks.reduce((sum, block) => sum + block.shape[rank - 2], 0);
  const whole = [...shape.slice(0, -2), count, shape[rank - 1]];
  const edges = blocks.map((block) => block.edge());
  return Value.of(graph, graph.add('Concat', edges, whole, 'float32', { axis: rank - 2 }));
}

/** Zeros after the last row or column of the last two dimensions, up to `size` of them. */
function extend(x: Value, axis: -1 | -2, size: number): Value {
  const along = x.rank + axis;
  if (x.shape[along] === size) return x;
  const amounts = x.shape.map((length, i): [number, number] => [0, i === along ? size - length : 0]);
  return pad(x, amounts, 'constant', 0);
}

/** (to - from, end): 0 for keys up to the query's own place, `hidden` after it. */
function future(graph: Graph, { from, to, end }: Block, hidden: number): Value {
  const shape = [to - from, end];
  const make = (): Float32Array => {
    const values = filled('float32', shape[0] * end, 0) as Float32Array;
    for (let t = from; t < to; t++) values.fill(hidden, (t - from) * end + Math.min(t + 1, end), (t - from + 1) * end);
    return values;
  };
  return Value.of(graph, graph.namedConstant(`future ${from} ${shape} ${hidden}`, 'float32', shape, make));
}

/**
 * Softmax of scores of which some are hidden. The runtime's exp takes ten times as long where its result is below the normal numbers of float32, and
 * products with such results a hundred times: hidden scores are lifted to where it is still normal, and the weights that come out made zeros.
 */
function softmax(scores: Value, hides: boolean): Value {
  const { graph, rank } = scores;
  const normalize = (x: Value): Value =>
    Value.of(graph, graph.add('Softmax', [x.edge()], x.shape, 'float32', { axis: rank - 1 }));
  if (!hides || graph.target.device !== 'cpu') return normalize(scores);
  const floor = subtract(reduce('ReduceMax', scores, [rank - 1], true), constant(graph, FLOOR));
  // HardSigmoid is x - SMALLEST_WEIGHT between 0 and 1 in one pass; NaN stays NaN
  return elementwise('HardSigmoid', [normalize(elementwise('Max', [scores, floor], 'float32'))], 'float32', {
    alpha: float(1),
    beta: float(-SMALLEST_WEIGHT),
  });
}

/** 1 for queries that may see a key, 0 for the others, which broadcasts to (T, 1). */
function seeing(mask: Value, block: Block, causal: boolean): Value {
  const { graph } = mask;
  const hidden = causal ? add(mask, future(graph, block, Number.NEGATIVE_INFINITY)) : mask;
  const greatest = hidden.rank === 0 ? hidden : reduce('ReduceMax', hidden, [hidden.rank - 1], true);
  const sees = elementwise('Greater', [greatest, constant(graph, Number.NEGATIVE_INFINITY)], 'bool');
  return elementwise('Cast', [sees], 'float32', { to: 1 });
}

function weightsOf(scores: Value, mask: Value | undefined, block: Block, causal: boolean): Value {
  const { graph } = scores;
  const hidesFuture = causal && block.from + 1 < block.end;
  const shifted = hidesFuture ? add(scores, future(graph, block, LOWEST)) : scores;
  if (!mask) return softmax(shifted, hidesFuture);
  const part = columns(rows(mask, block.from, block.to), block.end);
  const finite = elementwise('Max', [part, constant(graph, LOWEST)], 'float32');
  return multiply(softmax(add(shifted, finite), true), seeing(part, block, hidesFuture));
}

/** The queries' values, then the weights of each block. */
function attention(
  graph: Graph,
  { query, key, value, mask }: Inputs,
  { causal, scale }: AttentionAttributes,
): Value[] | undefined {
  const blocks = blocksOf(query.shape[query.rank - 2], key.shape[key.rank - 2], causal).map((block) => {
    const product = matMul(graph, rows(query, block.from, block.to), rows(key, 0, block.end), false, true);
    const weights = weightsOf(multiply(product, constant(graph, scale)), mask, block, causal);
    return { weights, output: matMul(graph, weights, rows(value, 0, block.end), false, false) };
  });
  const outputs = blocks.map(({ output }) => output);
  return [stacked(outputs), ...blocks.map(({ weights }) => weights)];
}

/** Gradients of query, key, value and mask. With P the weights, dS = P (dP - rowsum(dO O)) (Dao et al. 2022, appendix B.2). */
function attentionGradient(graph: Graph, inputs: Inputs, { causal, scale }: AttentionAttributes): Value[] {
  const { dy, query, key, value, output, mask } = inputs;
  const [queries, keys] = [query, key].map((x) => x.shape[x.rank - 2]);
  const factor = constant(graph, scale);
  const along = reduce('ReduceSum', multiply(dy, output), [dy.rank - 1], true);
  const parts = blocksOf(queries, keys, causal).map(({ from, to, end }, i) => {
    const weights = inputs[`weights${i}`];
    const [error, q] = [dy, query].map((x) => rows(x, from, to));
    const [k, v] = [key, value].map((x) => rows(x, 0, end));
    const alongRows = rows(along, from, to);
    const scores = multiply(weights, subtract(matMul(graph, error, v, false, true), alongRows));
    return {
      query: multiply(matMul(graph, scores, k, false, false), factor),
      key: multiply(matMul(graph, scores, q, true, false), factor),
      value: matMul(graph, weights, error, true, false),
      scores,
    };
  });
  const sum = (gradients: Value[]): Value =>
    extend(
      gradients.reduce((total, next) => add(extend(total, -2, next.shape[next.rank - 2]), next)),
      -2,
      keys,
    );
  const gradients = [
    stacked(parts.map((part) => part.query)),
    sum(parts.map((part) => part.key)),
    sum(parts.map((part) => part.value)),
  ];
  if (!mask) return gradients;
  const squares = parts.map((part) => extend(part.scores, -1, keys));
  return [...gradients, sumTo(stacked(squares), mask.shape)];
}

/** Sums over the dimensions that `shape` has not, or as one. */
function sumTo(x: Value, shape: Shape): Value {
  const missing = x.rank - shape.length;
  const axes = x.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < missing || (shape[axis - missing] === 1 && x.shape[axis] !== 1));
  return reshape(reduce('ReduceSum', x, axes, false), shape);
}

/** Kernels of {@link scaledDotProductAttention}. */
export const attentions: LoweringTable = {
  ScaledDotProductAttention: attention,
  ScaledDotProductAttentionGrad: attentionGradient,
};
