import { Random } from '../../random/random.js';
import { demand, same } from './demands.js';
import type { Subject } from './subject.js';

export function checkRepeatable(subject: Subject): void {
  const made = subject.make();
  const first = JSON.stringify(subject.fitWith(made));
  demand(JSON.stringify(subject.fitWith(made)) === first, 'Two fits of the same estimator differ.');
  demand(JSON.stringify(subject.fit()) === first, 'Fits of two estimators with the same options differ.');
}

export function checkSubsets(subject: Subject): void {
  const model = subject.fit();
  const all = subject.outputs(model);
  if (all.length === 0) return;
  const chosen = [5, 0, 17, 5];
  const part = subject.outputs(
    model,
    chosen.map((i) => subject.data.x[i]),
  );
  same(
    part,
    chosen.map((i) => all[i]),
    1e-7,
    'A subset',
  );
}

export function checkOrder(subject: Subject): void {
  const { x, y } = subject.data;
  const order = [...new Random(3).permutation(x.length)];
  const shuffled = subject.fit(
    order.map((i) => x[i]),
    order.map((i) => y[i]),
  );
  const model = subject.fit();
  if (subject.estimator.kind !== 'clusterer') {
    same(subject.outputs(shuffled), subject.outputs(model), Math.min(subject.tolerance, 1e-6), 'Shuffled samples');
    return;
  }
  // clusters are compared as sets of samples, whatever their numbers
  const original = Array.from(model.labels as Int32Array);
  const names = new Map<number, number>();
  (shuffled.labels as Int32Array).forEach((label, position) => {
    const expected = original[order[position]];
    if (!names.has(label)) names.set(label, expected);
    demand(names.get(label) === expected, `Shuffled samples: sample ${order[position]} is in another cluster.`);
  });
}
