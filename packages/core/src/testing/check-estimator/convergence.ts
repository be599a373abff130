import { setLogger } from '../../logger.js';
import { demand } from './demands.js';
import type { Subject } from './subject.js';

export function checkConvergence(subject: Subject): void {
  const warnings: string[] = [];
  const before = setLogger({ warn: (message) => warnings.push(message) });
  try {
    const model = subject.fit(undefined, undefined, undefined, subject.estimator.notConverging);
    demand(model.converged === false, `converged is ${model.converged}, expected false.`);
    demand(typeof model.iterations === 'number', `iterations is ${model.iterations}.`);
    demand(
      warnings.some((text) => subject.isNamedIn(text)),
      `No warning that names ${subject.name}.`,
    );
  } finally {
    setLogger(before);
  }
}
