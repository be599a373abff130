// Turns what a person typed or a page sent into checked options, with errors that say what would have been right.
import type { Experiment } from './experiment.js';
import { type Control, controlsOf, describeControl, type OptionValues } from './options.js';
import { didYouMean } from './suggest.js';

/** A request that cannot be run; the message says why and what is known. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
}

export const MAX_SEED = 2 ** 31 - 1;

export function findExperiment(id: string, experiments: readonly Experiment[]): Experiment {
  const found = experiments.find((experiment) => experiment.id === id);
  if (found) return found;
  const ids = experiments.map((experiment) => experiment.id);
  throw new RequestError(`There is no experiment '${id}'. ${didYouMean(id, ids)}`);
}

/** The experiment's options: `given` where it is given, defaults elsewhere. */
export function checkOptions(experiment: Experiment, given: Readonly<Record<string, unknown>>): OptionValues {
  const controls = controlsOf(experiment.options);
  for (const name of Object.keys(given)) findControl(experiment, controls, name);
  const parsed = experiment.options.safeParse(given);
  if (parsed.success) return parsed.data as OptionValues;
  const [issue] = parsed.error.issues;
  const control = findControl(experiment, controls, String(issue.path[0]));
  const got = JSON.stringify(given[control.name])?.slice(0, 60);
  throw new RequestError(
    `Option '${control.name}' of ${experiment.id} must be ${describeControl(control)}, got ${got}.`,
  );
}

export function findControl(experiment: Experiment, controls: readonly Control[], name: string): Control {
  const control = controls.find((candidate) => candidate.name === name);
  if (control) return control;
  const names = controls.map((candidate) => candidate.name);
  throw new RequestError(`${experiment.id} has no option '${name}'. ${didYouMean(name, names)}`);
}
