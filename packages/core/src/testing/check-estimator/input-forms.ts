import { Matrix } from 'ml-matrix';
import { tf } from '../../tfjs/index.js';
import { demand, same } from './demands.js';
import type { Subject } from './subject.js';

export function checkInputForms(subject: Subject): void {
  const { x, y } = subject.data;
  const expected = subject.trainingOutputs(subject.fit());
  const tensor = tf.tensor2d(x.map((row) => [...row]));
  const tensor1d = tf.tensor1d([...y], 'float32');
  const forms: [string, unknown, unknown][] = [
    ['Float64Array rows', x.map((row) => Float64Array.from(row)), Float64Array.from(y)],
    ['Float32Array rows', x.map((row) => Float32Array.from(row)), Float32Array.from(y)],
    ['an ml-matrix Matrix', new Matrix(x.map((row) => [...row])), y],
    ['a DenseMatrix', { data: Float64Array.from(x.flat()), rows: x.length, columns: x[0].length }, y],
    ['a tensor', tensor, tensor1d],
  ];
  for (const [what, asX, asY] of forms) {
    const model = subject.fit(asX, asY);
    same(subject.trainingOutputs(model), expected, 0, `Fitted to ${what}`);
    if (subject.outputs(model).length > 0) same(subject.outputs(model, asX), expected, 0, `Given ${what}`);
  }
  tf.dispose([tensor, tensor1d]);
  const whole = x.map((row) => row.map(Math.round));
  const integers = subject.fit(
    whole.map((row) => Int32Array.from(row)),
    y,
  );
  same(subject.trainingOutputs(integers), subject.trainingOutputs(subject.fit(whole)), 0, 'Fitted to integers');
}

export function checkInputUntouched(subject: Subject): void {
  const { x, y } = subject.data;
  const frozen = Object.freeze(x.map((row) => Object.freeze([...row])));
  const model = subject.fit(frozen, Object.freeze([...y]));
  subject.outputs(model, frozen);
  const dense = { data: Float64Array.from(x.flat()), rows: x.length, columns: x[0].length };
  const targets = Float64Array.from(y);
  subject.outputs(subject.fit(dense, targets), dense);
  demand(
    dense.data.every((value, i) => value === x[Math.floor(i / dense.columns)][i % dense.columns]),
    'X was changed.',
  );
  demand(
    targets.every((value, i) => value === y[i]),
    'y was changed.',
  );
}
