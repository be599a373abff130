import {
  add,
  broadcast_util,
  cast,
  clipByValue,
  customGrad,
  greater,
  matMul,
  max,
  mul,
  reshape,
  softmax,
  sub,
  sum,
  type Tensor,
  tensor2d,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { Got, InvalidArgumentError } from '../errors.js';
import { checkBoolean, checkNumber } from '../input/check.js';
import { fusedKernel, isDifferentiatedAgain } from './fused-kernel.js';

const OWNER = 'scaledDotProductAttention';
const LOWEST = -3.4028234663852886e38;

/** Options of {@link scaledDotProductAttention}. */
export interface ScaledDotProductAttentionOptions {
  /** Broadcasts to [..., T, S]: bool, true where a key may be seen, or float32, added to the scores (and differentiable). */
  readonly mask?: Tensor;
  /** Query t sees keys 0 to t only, also where there are not as many keys as queries. @default false */
  readonly causal?: boolean;
  /** What scores are multiplied by. @default 1 / sqrt(E) */
  readonly scale?: number;
}

interface Settings {
  readonly causal: boolean;
  readonly scale: number;
}

/** Tensors of one call; the mask is float32. */
interface Given {
  readonly query: Tensor;
  readonly key: Tensor;
  readonly value: Tensor;
  readonly mask?: Tensor;
}

/**
 * Attention, softmax(query key^T scale + mask) value (Vaswani et al. 2017), as PyTorch's function of that name has it, with a gradient
 * of its own: it keeps the weights and takes rowsum(dO O) for rowsum(dP P) (Dao et al. 2022). With `causal`, long sequences are taken
 * in blocks of queries that leave out most of the keys that are not seen.
 *
 * A query that sees no key, because of false or -Infinity in its whole row, gets zeros. Weights below 3e-30 may count as zero.
 *
 * @param query [..., T, E]: T queries of E features
 * @param key [..., S, E]: S keys, with the leading dimensions of the queries
 * @param value [..., S, V]
 * @returns [..., T, V]
 * @throws InvalidArgumentError for tensors that are not float32, shapes that do not fit, a mask neither bool nor float32, a scale that is not finite
 *
 * @example
 * ```ts
 * import { scaledDotProductAttention, tf } from '@ai/core';
 *
 * const tokens = tf.tensor2d([[1, 0], [0, 1]]);
 * scaledDotProductAttention(tokens, tokens, tokens, { causal: true }).print(); // [[1, 0], [0.3302, 0.6698]]
 * ```
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: ScaledDotProductAttentionOptions = {},
): Tensor {
  checkTensors(query, key, value, options.mask);
  const { mask, causal = false, scale = 1 / Math.sqrt(query.shape[query.rank - 1]) } = options;
  const settings: Settings = {
    causal: checkBoolean(causal, 'causal', OWNER),
    scale: checkNumber(scale, 'scale', OWNER, {}),
  };
  return tidy(() => {
    const added = mask?.dtype === 'bool' ? where(mask, 0, Number.NEGATIVE_INFINITY) : mask;
    return differentiable(settings)(...[query, key, value, ...(added ? [added] : [])]) as Tensor;
  });
}

const differentiable = (settings: Settings) =>
  customGrad((...parameters) => {
    const save = parameters.pop() as unknown as (tensors: Tensor[]) => void;
    const tensors = parameters as Tensor[];
    const given = named(tensors);
    const kernel = 'ScaledDotProductAttention';
    const [output, ...weights] =
      fusedKernel<Tensor[]>(kernel, { ...given }, { ...settings }) ?? composed(given, settings);
    save([...tensors, output, ...weights]);
    return {
      value: output,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const given = named(saved.slice(0, tensors.length));
        const [output, ...weights] = saved.slice(tensors.length);
        if (isDifferentiatedAgain()) {
          return tidy(() => composedGradient(dy, given, composed(given, settings), settings));
        }
        const blocks = Object.fromEntries(weights.map((block, i) => [`weights${i}`, block]));
        return (
          fusedKernel<Tensor[]>(`${kernel}Grad`, { dy, ...given, output, ...blocks }, { ...settings }) ??
          tidy(() => composedGradient(dy, given, [output, weights[0]], settings))
        );
      },
    };
  });

function named([query, key, value, mask]: Tensor[]): Given {
  return mask ? { query, key, value, mask } : { query, key, value };
}

/** The values that the queries see, and the weights. */
function composed({ query, key, value, mask }: Given, { causal, scale }: Settings): Tensor[] {
  return tidy(() => {
    const [queries, keys] = [query, key].map((x) => x.shape[x.rank - 2] as number);
    const scores = mul(matMul(query, key, false, true), scale);
    const shifted = causal ? add(scores, future(queries, keys, LOWEST)) : scores;
    if (!mask) {
      const weights = softmax(shifted);
      return [matMul(weights, value), weights];
    }
    const hidden = causal ? add(mask, future(queries, keys, Number.NEGATIVE_INFINITY)) : mask;
    const sees = cast(greater(max(hidden, -1, true), Number.NEGATIVE_INFINITY), 'float32');
    const weights = mul(softmax(add(shifted, clipByValue(mask, LOWEST, Number.POSITIVE_INFINITY))), sees);
    return [matMul(weights, value), weights];
  });
}

/** [T, S]: 0 for keys up to the query's own place, `hidden` after it. */
function future(queries: number, keys: number, hidden: number): Tensor {
  const values = new Float32Array(queries * keys);
  for (let t = 0; t < queries; t++) values.fill(hidden, t * keys + Math.min(t + 1, keys), (t + 1) * keys);
  return tensor2d(values, [queries, keys]);
}

function composedGradient(
  dy: Tensor,
  { query, key, value, mask }: Given,
  [output, weights]: Tensor[],
  { scale }: Settings,
): Tensor[] {
  const along = sum(mul(dy, output), -1, true);
  const scores = mul(weights, sub(matMul(dy, value, false, true), along));
  const gradients = [
    mul(matMul(scores, key), scale),
    mul(matMul(scores, query, true, false), scale),
    matMul(weights, dy, true, false),
  ];
  if (!mask) return gradients;
  const axes = broadcast_util.getReductionAxes(mask.shape, scores.shape);
  return [...gradients, reshape(sum(scores, axes), mask.shape)];
}

function checkTensors(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | undefined): void {
  const refuse = (argument: string, expected: string, got: string): never => {
    throw new InvalidArgumentError(argument, OWNER, expected, new Got(got));
  };
  for (const [name, x] of Object.entries({ query, key, value })) {
    if (x.dtype !== 'float32') refuse(name, 'be a float32 tensor', x.dtype);
  }
  if (query.rank < 2) refuse('query', 'be of shape [..., T, E]', `[${query.shape}]`);
  const [leading, [queries, size]] = [query.shape.slice(0, -2), query.shape.slice(-2)];
  const matches = (x: Tensor, ...end: (number | undefined)[]): boolean =>
    x.rank === query.rank &&
    [...leading, ...end].every((expected, axis) => expected === undefined || expected === x.shape[axis]);
  const shape = (...end: (number | string)[]): string => `be of shape [${[...leading, ...end].join()}]`;
  if (!matches(key, undefined, size)) refuse('key', shape('S', size), `[${key.shape}]`);
  const keys = key.shape[key.rank - 2];
  if (!matches(value, keys, undefined)) refuse('value', shape(keys, 'V'), `[${value.shape}]`);
  if (!mask) return;
  if (mask.dtype !== 'bool' && mask.dtype !== 'float32') refuse('mask', 'be a bool or float32 tensor', mask.dtype);
  const target = [...leading, queries, keys];
  const offset = target.length - mask.rank;
  if (offset < 0 || mask.shape.some((length, axis) => length !== 1 && length !== target[axis + offset])) {
    refuse('mask', `broadcast to [${target}]`, `[${mask.shape}]`);
  }
}
