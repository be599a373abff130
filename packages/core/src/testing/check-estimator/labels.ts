import { demand, refusal } from './demands.js';
import { type Subject, toRows } from './subject.js';

export function checkLabels(subject: Subject): void {
  const { x, y } = subject.data;
  const model = subject.fit();
  const predicted = (model as unknown as { predict(x: unknown): unknown[] }).predict(x);
  const words = ['ant', 'bee', 'cow', 'dog'];
  const named = subject.fit(
    x,
    y.map((label) => words[label]),
  );
  const asWords = (named as unknown as { predict(x: unknown): unknown[] }).predict(x);
  demand(
    asWords.every((word, i) => word === words[predicted[i] as number]),
    'String labels are predicted otherwise than numbers.',
  );
  demand(
    JSON.stringify(model.classes) === JSON.stringify([...new Set(y)].sort()),
    'classes are not the sorted labels.',
  );
  refusal(
    () =>
      subject.fit(
        x,
        y.map((label) => label + 0.5),
      ),
    'continuous y',
  );
  refusal(
    () =>
      subject.fit(
        x,
        y.map((label, i) => (i === 0 ? 'ant' : label)),
      ),
    'strings and numbers mixed',
  );
  if (typeof model.predictProbabilities !== 'function') return;
  const rows = toRows((model.predictProbabilities as (x: unknown) => unknown).call(model, x)) as number[][];
  rows.forEach((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0);
    demand(Math.abs(sum - 1) < 1e-9 && Math.min(...row) >= 0, `Probabilities of sample ${i} sum to ${sum}.`);
    const best = (model.classes as unknown[])[row.indexOf(Math.max(...row))];
    demand(best === predicted[i], `Sample ${i}: the likeliest class is ${best}, predicted ${predicted[i]}.`);
  });
}
