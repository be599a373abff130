import { InvalidArgumentError } from '../../errors.js';
import { tf } from '../../tfjs/index.js';
import { demand, refusal, replaced } from './demands.js';
import type { Subject } from './subject.js';

export function checkBadInput(subject: Subject): void {
  const { x, y } = subject.data;
  const withCell = (value: unknown): unknown[][] =>
    x.map((row, i) => row.map((v, j) => (i === 2 && j === 1 ? value : v)));
  const cube = tf.zeros([2, 2, 2]);
  const tables: [string, unknown, string[]][] = [
    ['NaN in X', withCell(Number.NaN), ['NaN', 'row 2', 'column 1']],
    ['infinity in X', withCell(Number.POSITIVE_INFINITY), ['Infinity', 'row 2', 'column 1']],
    ['a string in X', withCell('a'), ["'a'"]],
    ['0 samples', [], []],
    ['0 features', x.map(() => []), []],
    ['1-D X', x.map((row) => row[0]), []],
    ['3-D X', x.map((row) => row.map((value) => [value])), []],
    ['a 3-D tensor', cube, ['3-D']],
    ['ragged rows', x.map((row, i) => (i === 3 ? row.slice(1) : row)), ['row 3']],
    ['X of text', 'text', []],
  ];
  const model = subject.fit();
  const predicts = subject.outputs(model).length > 0;
  for (const [what, table, words] of tables) {
    if (subject.estimator.allowsNaN && what.startsWith('NaN')) continue;
    const messages = [refusal(() => subject.fit(table), `${what} at fit`)];
    if (predicts) messages.push(refusal(() => subject.outputs(model, table), `${what} at predict`));
    for (const message of messages) {
      demand(subject.isNamedIn(message), `${what}: the error does not name ${subject.name}: ${message}`);
      for (const word of [`'${subject.inputName}'`, ...words]) {
        demand(message.includes(word), `${what}: the error does not say ${word}: ${message}`);
      }
    }
  }
  cube.dispose();
  if (predicts) {
    const message = refusal(() => subject.outputs(model, [[1]]), 'another number of features');
    const counts = message.includes('1') && message.includes(String(x[0].length));
    demand(counts && subject.isNamedIn(message), `The numbers of features are not in the error: ${message}`);
  }
  if (subject.targets === 'none') return;
  refusal(() => subject.fit(x, y.slice(1)), 'y of another length');
  refusal(() => subject.fit(x, []), 'an empty y');
  refusal(
    () =>
      subject.fit(
        x,
        y.map((value) => [value]),
      ),
    '2-D y',
  );
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const message = refusal(() => subject.fit(x, replaced(y, 4, value)), `${value} in y`);
    demand(message.includes('4'), `The position of ${value} in y is not in the error: ${message}`);
  }
}

export function checkDegenerateInput(subject: Subject): void {
  const { x, y } = subject.data;
  worksOrRefuses(subject, '1 sample', [x[0]], [y[0]]);
  worksOrRefuses(
    subject,
    '1 feature',
    x.map((row) => [row[0]]),
    y,
  );
  worksOrRefuses(
    subject,
    'a constant feature',
    x.map((row) => [...row, 5]),
    y,
  );
  worksOrRefuses(subject, 'each sample twice', [...x, ...x], [...y, ...y]);
  worksOrRefuses(
    subject,
    'samples that are all equal',
    x.map(() => x[0]),
    y,
  );
  worksOrRefuses(
    subject,
    'a constant y',
    x,
    y.map(() => 1),
  );
}

function worksOrRefuses(subject: Subject, what: string, x: unknown, y: unknown): void {
  try {
    const outputs = subject.outputs(subject.fit(x, y), x);
    const notFinite = outputs.flat().find((value) => typeof value === 'number' && !Number.isFinite(value));
    demand(notFinite === undefined, `${what}: gives ${notFinite}.`);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw new Error(`${what}: ${(error as Error).message}`);
  }
}
