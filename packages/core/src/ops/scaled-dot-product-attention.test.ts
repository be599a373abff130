import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, engineInfo, Random, randomNormal, scaledDotProductAttention, setEngine, tf } from '../index.js';
import { expectClose, readGolden, withoutLeaks } from '../testing/index.js';

type Nested = number[] | Nested[];
interface Case {
  readonly inputs: Readonly<Record<'query' | 'key' | 'value', Nested>> & { readonly mask?: Nested };
  readonly options: { readonly causal: boolean; readonly scale?: number };
  readonly weights: Nested;
  readonly y: Nested;
  readonly gradients: Readonly<Record<string, Nested>>;
}

const { attention: cases } = readGolden<{ attention: Case[] }>(new URL('../../golden/ops.json', import.meta.url));
const tolerance = { relative: 2e-5, absolute: 2e-6 };

afterAll(() => setEngine('auto'));

const normal = (seed: number, shape: number[]): tf.Tensor => randomNormal(new Random(seed), shape);

/** Value and gradients of a weighted sum of the result. */
function differentiated(
  inputs: readonly tf.Tensor[],
  weights: tf.Tensor,
  call: (...inputs: tf.Tensor[]) => tf.Tensor,
): { y: tf.Tensor; gradients: tf.Tensor[] } {
  const gradients = tf.grads((...given: tf.Tensor[]) => tf.sum(tf.mul(call(...given), weights)))([...inputs]);
  return { y: call(...inputs), gradients };
}

describe.each(['onnx', 'cpu'] as const)('on the %s engine', (engine) => {
  beforeAll(() => setEngine(engine));

  it.each(cases.map((each, i) => [i, each] as const))('agrees with PyTorch, also its gradients: case %i', (_, each) => {
    const { inputs, options, weights, y, gradients } = each;
    const names = Object.keys(gradients);
    const tensors = names.map((name) => tf.tensor(inputs[name as 'query']));
    const seen = inputs.mask && !('mask' in gradients) ? tf.tensor(inputs.mask as never, undefined, 'bool') : undefined;
    const result = differentiated(tensors, tf.tensor(weights as never), (query, key, value, mask = seen) =>
      scaledDotProductAttention(query, key, value, { ...options, ...(mask ? { mask } : {}) }),
    );
    expectClose(result.y.arraySync() as never, y as never, tolerance);
    names.forEach((name, i) => {
      expectClose(result.gradients[i].arraySync() as never, gradients[name] as never, tolerance);
    });
  });

  it.each([
    [300, 300],
    [300, 170],
    [170, 300],
  ])('takes %i causal queries of %i keys in blocks as it does at once', (queries, keys) => {
    const inputs = [[queries, 4] as const, [keys, 4] as const, [keys, 3] as const].map((end, i) =>
      normal(i, [2, ...end]),
    );
    const weights = normal(4, [2, queries, 3]);
    const visible = tf.linalg.bandPart(tf.ones([queries, keys]), -1, 0).cast('bool');
    const blocks = differentiated(inputs, weights, (q, k, v) => scaledDotProductAttention(q, k, v, { causal: true }));
    const whole = differentiated(inputs, weights, (q, k, v) => scaledDotProductAttention(q, k, v, { mask: visible }));
    expectClose(blocks.y.dataSync(), whole.y.dataSync(), tolerance);
    blocks.gradients.forEach((gradient, i) => {
      expectClose(gradient.dataSync(), whole.gradients[i].dataSync(), { relative: 1e-4, absolute: 1e-5 });
    });
  });

  it('sums the gradient of a mask of blocks', () => {
    const [q, k, v] = [1, 2, 3].map((seed) => normal(seed, [2, 260, 2]));
    const given = [q, k, v, normal(5, [2, 1, 260])];
    const weights = normal(4, [2, 260, 2]);
    const hidden = tf.tensor2d(
      Float32Array.from({ length: 260 * 260 }, (_, i) =>
        i % 260 > Math.floor(i / 260) ? Number.NEGATIVE_INFINITY : 0,
      ),
      [260, 260],
    );
    const call = (causal: boolean) =>
      differentiated(given, weights, (q, k, v, m) =>
        scaledDotProductAttention(q, k, v, causal ? { mask: m, causal } : { mask: tf.add(m, hidden) }),
      ).gradients[3].dataSync();
    expectClose(call(true), call(false), { relative: 1e-4, absolute: 1e-5 });
  });

  it('stands scores of any size, and gives NaN for NaN', () => {
    const [q, k, v] = [1, 2, 3].map((seed) => normal(seed, [3, 2]));
    const large = scaledDotProductAttention(tf.mul(q, 1e4), tf.mul(k, 1e4), v, {
      causal: true,
    }).arraySync() as number[][];
    expect(large.flat().every(Number.isFinite)).toBe(true);
    expectClose(large[0], (v.arraySync() as number[][])[0], { relative: 1e-6 });
    const broken = tf.tensor2d([1, 2, Number.NaN, 1, 0, 1], [3, 2]);
    const result = scaledDotProductAttention(broken, k, v, { causal: true }).arraySync() as number[][];
    expect(result.map((row) => row.some(Number.isNaN))).toEqual([false, true, false]);
  });

  it('has second derivatives', () => {
    const [query, key, value, direction] = [1, 2, 3, 4].map((seed) => normal(seed, [4, 3]));
    const inner = tf.grad((q: tf.Tensor) =>
      tf.sum(tf.square(scaledDotProductAttention(q, key, value, { causal: true }))),
    );
    const penalty = (q: tf.Tensor): tf.Tensor => tf.sum(tf.square(inner(q)));
    const along = tf.sum(tf.mul(tf.grad(penalty)(query), direction)).dataSync();
    const at = (step: number): number => penalty(tf.add(query, tf.mul(direction, step))).dataSync()[0];
    expectClose(along, [(at(5e-3) - at(-5e-3)) / 1e-2], { relative: 2e-3 });
  });

  it('leaks nothing', async () => {
    const [q, k, v] = [1, 2, 3].map((seed) => normal(seed, [2, 130, 2]));
    const mask = tf.ones([130, 130], 'bool');
    await withoutLeaks(() => scaledDotProductAttention(q, k, v, { causal: true, mask }));
    await withoutLeaks(() =>
      tf.grads((...[q, k, v]: tf.Tensor[]) => tf.sum(scaledDotProductAttention(q, k, v)))([q, k, v]),
    );
    await withoutLeaks(() => {
      expect(() => scaledDotProductAttention(q, k, v, { mask: tf.tidy(() => q) })).toThrow();
    });
  });
});

describe('on the onnx engine', () => {
  beforeAll(() => setEngine('onnx'));

  it('compiles with its gradient to the same numbers', async () => {
    const given = [1, 2, 3].map((seed) => normal(seed, [2, 4, 5]));
    const gradient = tf.grads((...[q, k, v]: tf.Tensor[]) =>
      tf.sum(tf.square(scaledDotProductAttention(q, k, v, { causal: true }))),
    );
    const compiled = await compile((q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => gradient([q, k, v]))(
      given[0],
      given[1],
      given[2],
    );
    gradient(given).forEach((each, i) => {
      expectClose(compiled[i].dataSync(), each.dataSync(), { relative: 1e-6, absolute: 1e-7 });
    });
    expect(engineInfo().name).toBe('onnx');
  });

  it('makes weights that are hidden exact zeros, and none that are denormal', () => {
    const [q, k] = [1, 2].map((seed) => normal(seed, [8, 4]));
    const weights = scaledDotProductAttention(q, k, tf.eye(8), { causal: true }).arraySync() as number[][];
    weights.forEach((row, t) => {
      expect(row.slice(t + 1).every((weight) => weight === 0)).toBe(true);
      expect(row.slice(0, t + 1).every((weight) => weight > 1e-30)).toBe(true);
    });
  });
});

describe('refuses', () => {
  const x = () => tf.ones([2, 3, 4]);
  it.each([
    [
      () => scaledDotProductAttention(tf.ones([3]), x(), x()),
      "'query' of scaledDotProductAttention must be of shape [..., T, E], got [3].",
    ],
    [
      () => scaledDotProductAttention(x(), tf.ones([2, 3, 5]), x()),
      "'key' of scaledDotProductAttention must be of shape [2,S,4], got [2,3,5].",
    ],
    [
      () => scaledDotProductAttention(x(), x(), tf.ones([2, 2, 4])),
      "'value' of scaledDotProductAttention must be of shape [2,3,V], got [2,2,4].",
    ],
    [
      () => scaledDotProductAttention(tf.ones([2, 3, 4], 'int32'), x(), x()),
      "'query' of scaledDotProductAttention must be a float32 tensor, got int32.",
    ],
    [
      () => scaledDotProductAttention(x(), x(), x(), { mask: tf.ones([4, 3]) }),
      "'mask' of scaledDotProductAttention must broadcast to [2,3,3], got [4,3].",
    ],
    [
      () => scaledDotProductAttention(x(), x(), x(), { mask: tf.ones([3, 3], 'int32') }),
      "'mask' of scaledDotProductAttention must be a bool or float32 tensor, got int32.",
    ],
    [
      () => scaledDotProductAttention(x(), x(), x(), { scale: Number.NaN }),
      "'scale' of scaledDotProductAttention must be a finite number, got NaN.",
    ],
    [
      () => scaledDotProductAttention(x(), x(), x(), { causal: 1 as never }),
      "'causal' of scaledDotProductAttention must be true or false, got 1.",
    ],
  ])('what does not fit (%#)', (call, message) => {
    expect(call).toThrow(message);
  });
});
