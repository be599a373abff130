import { checkBadInput, checkDegenerateInput } from './bad-input.js';
import { checkConvergence } from './convergence.js';
import type { EstimatorCase } from './estimator-case.js';
import { checkInputForms, checkInputUntouched } from './input-forms.js';
import { checkOrder, checkRepeatable, checkSubsets } from './invariance.js';
import { checkLabels } from './labels.js';
import { checkInvalidOptions, checkOptionsKept } from './options.js';
import { checkDamagedDocuments, checkSaving } from './saving.js';
import { Subject } from './subject.js';
import { checkClassWeights, checkWeights } from './weights.js';

/** One check with a title, to be run as one test. */
export interface EstimatorCheck {
  readonly title: string;
  readonly run: () => void;
}

/**
 * Runs all {@link estimatorChecks}.
 * @throws Error naming every check that failed, with its cause
 */
export function checkEstimator(estimator: EstimatorCase): void {
  const failures = estimatorChecks(estimator).flatMap(({ title, run }) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`- ${title}: ${error instanceof Error ? error.message : error}`];
    }
  });
  if (failures.length > 0) throw new Error(`${estimator.name} breaks its contract:\n${failures.join('\n')}`);
}

/**
 * The contract of every estimator as a list of checks: options, inputs, bad and degenerate input, invariances, weights, labels,
 * convergence and saving.
 *
 * @example
 * ```ts
 * import { estimatorChecks } from '@ai/core/testing';
 * import { Ridge } from '@ai/classic-ml';
 *
 * const checks = estimatorChecks({
 *   name: 'Ridge',
 *   kind: 'regressor',
 *   make: (options) => new Ridge(options),
 *   sampleWeights: true,
 *   invalidOptions: [{ option: 'alpha', options: { alpha: -1 } }],
 * });
 * for (const { run } of checks) run(); // it(title, run) in a test
 * ```
 */
export function estimatorChecks(estimator: EstimatorCase): EstimatorCheck[] {
  const subject = new Subject(estimator);
  const { except = {} } = estimator;
  const checks: [string, () => void][] = [
    ['keeps its options through fit', () => checkOptionsKept(subject)],
    ['refuses invalid options in fit, not in the constructor', () => checkInvalidOptions(subject)],
    ['reads every form of input alike', () => checkInputForms(subject)],
    ['does not change its input', () => checkInputUntouched(subject)],
    ['refuses bad input', () => checkBadInput(subject)],
    ['works with degenerate input or says why not', () => checkDegenerateInput(subject)],
    ['gives the same bits twice', () => checkRepeatable(subject)],
    ['treats each new sample by itself', () => checkSubsets(subject)],
    ['saves and loads', () => checkSaving(subject)],
    ['refuses damaged and foreign documents', () => checkDamagedDocuments(subject)],
    ['handles sample weights', () => checkWeights(subject)],
  ];
  if (!estimator.orderMatters) checks.push(['does not depend on the order of samples', () => checkOrder(subject)]);
  if (estimator.kind === 'classifier') checks.push(['handles labels', () => checkLabels(subject)]);
  if (estimator.classWeights) checks.push(['is moved by class weights', () => checkClassWeights(subject)]);
  if (estimator.notConverging) checks.push(['warns when it has not converged', () => checkConvergence(subject)]);
  for (const title of Object.keys(except)) {
    if (!checks.some(([other]) => other === title)) throw new Error(`${estimator.name}: there is no check '${title}'.`);
  }
  return checks.filter(([title]) => !Object.hasOwn(except, title)).map(([title, run]) => ({ title, run }));
}
