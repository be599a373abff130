import { tableName } from './data/table.js';
import type { Experiment } from './experiment.js';
import { controlsOf, type OptionValues } from './options.js';

/** The options that differ from their defaults. */
function changedOptions(experiment: Experiment, options: OptionValues): OptionValues {
  const changed = controlsOf(experiment.options).filter((control) => options[control.name] !== control.default);
  return Object.fromEntries(changed.map(({ name }) => [name, options[name]]));
}

/** The command that runs the same experiment in a terminal. */
export function commandLine(experiment: Experiment, options: OptionValues, seed: number): string {
  const kinds = new Map(controlsOf(experiment.options).map(({ name, kind }) => [name, kind]));
  const settings = Object.entries(changedOptions(experiment, options)).map(([name, value]) =>
    kinds.get(name) === 'table' ? `--data ${quote(tableName(String(value)))}` : `--set ${quote(`${name}=${value}`)}`,
  );
  return ['npm run lab -- run', experiment.id, ...settings, seed !== 0 && `--seed ${seed}`].filter(Boolean).join(' ');
}

function quote(word: string): string {
  return /^[\w=.,:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
