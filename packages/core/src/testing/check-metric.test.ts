import { describe, expect, it } from 'vitest';
import { tf } from '../index.js';
import { checkSameLength, isTensor, toVector } from '../input/matrix.js';
import type { Metric } from '../metric.js';
import { type CheckableMetric, checkMetric, type MetricCase } from './check-metric.js';

type Column = Parameters<typeof toVector>[0];
interface State {
  readonly count: number;
  readonly sum: number;
}

/** The mean absolute error, with parts of its stream or its function replaced. */
function metricWith(stream: Partial<Metric<State>> = {}, evaluate?: (...data: Column[]) => unknown): CheckableMetric {
  const summarize = (targets: Column, predictions: Column): State => {
    const [y, p] = [
      toVector(targets, 'targets', 'mae', { minRows: 0 }),
      toVector(predictions, 'predictions', 'mae', { minRows: 0 }),
    ];
    checkSameLength(y.length, p.length, ['targets', 'predictions'], 'mae');
    return { count: y.length, sum: y.reduce((sum, target, i) => sum + Math.abs(target - p[i]), 0) };
  };
  const merge = (a: State, b: State): State => ({ count: a.count + b.count, sum: a.sum + b.sum });
  const compute = ({ count, sum }: State): number => sum / count;
  const streaming = () => ({
    name: 'mae',
    higherIsBetter: false,
    init: () => ({ count: 0, sum: 0 }),
    update: (state: State, ...batch: Column[]) => merge(state, summarize(batch[0], batch[1])),
    merge,
    compute,
    ...stream,
  });
  const whole = evaluate ?? ((...data: Column[]) => compute(summarize(data[0], data[1])));
  return Object.assign(whole, { streaming, higherIsBetter: false });
}

const batches = [
  [
    [1, 2],
    [0, 2],
  ],
  [[3], [5]],
  [
    [4, 0.5],
    [4, 1],
  ],
];
const run = (metric: CheckableMetric, changes: Partial<MetricCase> = {}): Promise<void> =>
  checkMetric(metric, { batches, ...changes });
const mutable = (state: unknown): { count: number; sum: number } => state as { count: number; sum: number };

describe('checkMetric', () => {
  it('accepts a metric that keeps the contract', async () => {
    await run(metricWith(), { expected: 0.7, invalid: [[[1], ['a']]] });
  });

  it.each([
    [
      'merges in one grouping only',
      metricWith({ merge: (a, b) => ({ count: a.count + b.count, sum: (a.sum + b.sum) * 0.9 }) }),
      'merged as',
    ],
    [
      'changes the old state',
      metricWith({
        update: (state, ...batch) => {
          const [y, p] = batch as number[][];
          mutable(state).count += y.length;
          mutable(state).sum += y.reduce((sum, target, i) => sum + Math.abs(target - p[i]), 0);
          return state;
        },
      }),
      'update changed the old state',
    ],
    [
      'changes the states it merges',
      metricWith({
        merge: (a, b) => {
          mutable(a).count += b.count;
          mutable(a).sum += b.sum;
          return a;
        },
      }),
      'merge changed a state',
    ],
    [
      'changes its state on compute',
      metricWith({ compute: (state) => mutable(state).sum-- / state.count }),
      'compute changed the state',
    ],
    ['gives something else as a stream', metricWith({ compute: ({ sum }) => sum }), 'batch 0 alone'],
    [
      'has a value of nothing',
      metricWith({ compute: ({ count, sum }) => (count === 0 ? 0 : sum / count) }),
      'the value of nothing',
    ],
    ['names another direction', metricWith({ higherIsBetter: true }), 'two values of higherIsBetter'],
    [
      'keeps what cannot be sent to another thread',
      metricWith({ init: () => ({ count: 0, sum: 0, f: () => 0 }) as State }),
      'could not be cloned',
    ],
  ])('finds a metric that %s', async (_, metric, message) => {
    await expect(run(metric)).rejects.toThrow(message);
  });

  const numbers = (values: Column): number[] => [...(isTensor(values) ? values.dataSync() : values)] as number[];
  const plain = (...data: Column[]): number => {
    const [y, p] = data.map(numbers);
    return y.reduce((sum, target, i) => sum + Math.abs(target - p[i]), 0) / y.length;
  };

  it('finds a function that accepts other lengths, NaN, or a listed call', async () => {
    await expect(run(metricWith({}, plain))).rejects.toThrow('argument 0 one sample shorter');
    const sameLengths = (...data: Column[]): number => {
      checkSameLength(numbers(data[0]).length, numbers(data[1]).length, ['targets', 'predictions'], 'mae');
      return plain(...data);
    };
    await expect(run(metricWith({}, sameLengths))).rejects.toThrow('NaN in argument 0 was accepted');
    await expect(run(metricWith(), { invalid: [[[1], [2]]] })).rejects.toThrow('invalid call was accepted');
    const throwsOther = (...data: Column[]): number => {
      if (numbers(data[0]).length !== numbers(data[1]).length) throw new TypeError('lengths');
      return plain(...data);
    };
    await expect(run(metricWith({}, throwsOther))).rejects.toThrow('instead of an InvalidArgumentError');
  });

  it('finds a function that changes its input, leaks or disposes tensors, or treats them differently', async () => {
    const whole = metricWith() as (...data: Column[]) => number;
    const afterwards = (effect: (data: Column[]) => void) =>
      metricWith({}, (...data) => {
        const value = whole(...data);
        effect(data);
        return value;
      });
    const changing = afterwards(([targets]) => Array.isArray(targets) && Object.assign(targets, { 0: 7 }));
    await expect(run(changing)).rejects.toThrow('changed its input');
    const leaking = afterwards(([targets]) => isTensor(targets) && tf.scalar(1));
    await expect(run(leaking)).rejects.toThrow('leaked');
    const disposing = afterwards(([targets]) => isTensor(targets) && targets.dispose());
    await expect(run(disposing)).rejects.toThrow();
    const different = metricWith({}, (...data) => whole(...data) + (isTensor(data[0]) ? 1 : 0));
    await expect(run(different)).rejects.toThrow('tensors');
  });

  it('wants enough batches and the expected value', async () => {
    await expect(run(metricWith(), { batches: batches.slice(1) })).rejects.toThrow('at least 3 batches');
    await expect(run(metricWith(), { expected: 0.6 })).rejects.toThrow('the value of the whole: value: 0.7');
  });
});
