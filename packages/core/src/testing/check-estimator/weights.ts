import { demand, refusal, replaced, same } from './demands.js';
import type { Model, Subject } from './subject.js';

export function checkWeights(subject: Subject): void {
  const { x, y } = subject.data;
  const ones = y.map(() => 1);
  if (!subject.estimator.sampleWeights) {
    refusal(() => subject.fit(x, y, { sampleWeights: ones }), 'sampleWeights of a method that has none');
    return;
  }
  const weigh = (sampleWeights: unknown): Model => subject.fit(x, y, { sampleWeights });
  refusal(() => weigh(replaced(ones, 1, -1)), 'a negative weight');
  refusal(() => weigh(ones.map(() => 0)), 'weights of 0 only');
  refusal(() => weigh(ones.slice(1)), 'weights of another length');
  refusal(() => weigh(replaced(ones, 1, Number.NaN)), 'a weight of NaN');
  const exact = subject.tolerance;
  same(subject.outputs(weigh(ones)), subject.outputs(subject.fit()), exact, 'Weights of 1');
  if (subject.estimator.weightsEqualCopies === false) return;
  const counts = y.map((_, i) => i % 4);
  const copies = counts.flatMap((count, i) => Array<number>(count).fill(i));
  const repeated = subject.fit(
    copies.map((i) => x[i]),
    copies.map((i) => y[i]),
  );
  same(subject.outputs(weigh(counts)), subject.outputs(repeated), exact, 'Weights against copies');
}

export function checkClassWeights(subject: Subject): void {
  const { x } = subject.data;
  const count = (weight: number): number => {
    const model = subject.fit(undefined, undefined, undefined, { classWeights: [[1, weight]] });
    const predicted = (model as unknown as { predict(x: unknown): unknown[] }).predict(x);
    return predicted.filter((label) => label === 1).length;
  };
  demand(count(1000) > count(0.001), 'A heavier class is not predicted more often.');
}
