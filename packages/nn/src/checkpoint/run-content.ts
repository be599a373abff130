import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import type { StateDict } from '../module/module.js';
import { DivergenceError } from '../train/divergence-error.js';
import type { Trainer } from '../train/trainer.js';
import type { TrainerState } from '../train/trainer-options.js';

/** The part of a run that is plain JSON. */
export interface RunDocument {
  readonly trainer: TrainerState;
  readonly optimizers: Readonly<Record<string, { readonly steps: number; readonly learningRateFactor: number }>>;
}

/** All that a run needs to go on to the bit. */
export interface RunContent {
  /** 'modules/model/fc.weight', 'optimizers/optimizer/sum/fc.weight', 'averages/model/fc.weight'. */
  readonly tensors: ReadonlyMap<string, NdArray>;
  readonly document: RunDocument;
}

/** Copies the state of everything that belongs to a run. */
export function captureRun(trainer: Trainer): RunContent {
  const { modules, optimizers, averages = {} } = trainer.program;
  const states = Object.entries(optimizers).map(([name, optimizer]) => ({ name, ...optimizer.state() }));
  const parts: [string, StateDict][] = [
    ...Object.entries(modules).map(([name, module]): [string, StateDict] => [`modules/${name}/`, module.stateDict()]),
    ...states.map(({ name, slots }): [string, StateDict] => [`optimizers/${name}/`, slots]),
    ...Object.entries(averages).map(([name, average]): [string, StateDict] => [`averages/${name}/`, average.state()]),
  ];
  const counts = states.map(({ name, steps, learningRateFactor }) => [name, { steps, learningRateFactor }]);
  return {
    tensors: new Map(
      parts.flatMap(([prefix, state]) => [...state].map(([key, value]): [string, NdArray] => [prefix + key, value])),
    ),
    document: { trainer: trainer.state(), optimizers: Object.fromEntries(counts) },
  };
}

/**
 * Puts a run where the content was captured: all of it or, after a throw, nothing.
 *
 * @throws InvalidDataError for the content of another program
 */
export function restoreRun(trainer: Trainer, content: RunContent): void {
  const before = captureRun(trainer);
  try {
    assign(trainer, content);
  } catch (error) {
    assign(trainer, before);
    throw error;
  }
}

function assign(trainer: Trainer, { tensors, document }: RunContent): void {
  const { modules, optimizers, averages = {} } = trainer.program;
  const rest = new Map(tensors);
  const take = (prefix: string): StateDict => {
    const taken = under(rest, prefix);
    for (const key of taken.keys()) rest.delete(prefix + key);
    return taken;
  };
  for (const [name, module] of Object.entries(modules)) module.loadStateDict(take(`modules/${name}/`));
  for (const [name, average] of Object.entries(averages)) average.loadState(take(`averages/${name}/`));
  for (const [name, optimizer] of Object.entries(optimizers)) {
    const counts = document.optimizers[name];
    if (!counts) throw new InvalidDataError(`The checkpoint has no optimizer '${name}'.`);
    optimizer.loadState({ ...counts, slots: take(`optimizers/${name}/`) });
  }
  if (rest.size > 0)
    throw new InvalidDataError(`The checkpoint has ${[...rest.keys()][0]}, which is not of this program.`);
  trainer.loadState(document.trainer);
}

/** Those whose names begin with the prefix, under the rest of their names. */
export function under(tensors: ReadonlyMap<string, NdArray>, prefix: string): Map<string, NdArray> {
  const found = [...tensors].filter(([key]) => key.startsWith(prefix));
  return new Map(found.map(([key, value]) => [key.slice(prefix.length), value]));
}

/**
 * A step whose loss was still finite may have spoilt the weights.
 *
 * @throws DivergenceError for a parameter that is NaN or infinite, or a buffer that is NaN
 */
export function checkFinite(trainer: Trainer, { tensors, document }: RunContent): void {
  for (const [name, module] of Object.entries(trainer.program.modules)) {
    const parameters = module.namedParameters();
    for (const [key, { data }] of under(tensors, `modules/${name}/`)) {
      const isGood = parameters.has(key) ? Number.isFinite : (value: number) => !Number.isNaN(value);
      const bad = data.findIndex((value) => !isGood(value));
      if (bad >= 0) throw new DivergenceError(document.trainer.step, `${name}.${key}`, data[bad]);
    }
  }
}
