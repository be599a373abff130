import { demand, refusal } from './demands.js';
import type { Subject } from './subject.js';

export function checkOptionsKept(subject: Subject): void {
  const { options = {} } = subject.estimator;
  const made = subject.make();
  const before = JSON.stringify(made.options);
  for (const [name, value] of Object.entries(options)) {
    demand(Object.is((made.options as Record<string, unknown>)[name], value), `Option '${name}' is not kept.`);
  }
  subject.fitWith(made);
  demand(JSON.stringify(made.options) === before, `fit changed the options from ${before}.`);
  subject.fitWith(subject.estimator.make(Object.freeze({ ...options })));
}

export function checkInvalidOptions(subject: Subject): void {
  for (const { option, options } of subject.estimator.invalidOptions) {
    const made = subject.make(options);
    const text = JSON.stringify(options);
    const message = refusal(() => subject.fitWith(made), text);
    demand(message.includes(`'${option}'`), `${text}: the error does not name '${option}': ${message}`);
    demand(message.includes(subject.name), `${text}: the error does not name ${subject.name}: ${message}`);
  }
}
