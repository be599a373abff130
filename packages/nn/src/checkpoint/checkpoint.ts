import { checkInteger, InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import type { Callback } from '../train/events.js';
import type { Trainer } from '../train/trainer.js';
import type { TrainerState } from '../train/trainer-options.js';
import { readSafetensors } from '../weights/files.js';
import { serializeSafetensors } from '../weights/safetensors.js';
import { writeFileAtomic } from '../weights/write-file-atomic.js';

const FORMAT = '@ai/nn checkpoint 1';

interface Document {
  readonly trainer: TrainerState;
  readonly optimizers: Readonly<Record<string, { readonly steps: number; readonly learningRateFactor: number }>>;
}

/**
 * Saves all that a run needs to go on to the bit: modules, optimizers, random state, place in the data. One safetensors file, replaced
 * as a whole.
 */
export async function saveCheckpoint(trainer: Trainer, path: string): Promise<void> {
  const { modules, optimizers } = trainer.program;
  const tensors = new Map<string, NdArray>();
  for (const [name, module] of Object.entries(modules)) {
    for (const [key, value] of module.stateDict()) tensors.set(`modules/${name}/${key}`, value);
  }
  const states = Object.entries(optimizers).map(([name, optimizer]) => ({ name, state: optimizer.state() }));
  for (const { name, state } of states) {
    for (const [key, value] of state.slots) tensors.set(`optimizers/${name}/${key}`, value);
  }
  const document: Document = {
    trainer: trainer.state(),
    optimizers: Object.fromEntries(
      states.map(({ name, state: { steps, learningRateFactor } }) => [name, { steps, learningRateFactor }]),
    ),
  };
  await writeFileAtomic(
    path,
    serializeSafetensors(tensors, { metadata: { format: FORMAT, state: JSON.stringify(document) } }),
  );
}

/**
 * Goes back to a checkpoint of the same program; the next `fit` goes on from there.
 *
 * @throws InvalidDataError for a file that is no checkpoint or belongs to another program
 */
export async function loadCheckpoint(trainer: Trainer, path: string): Promise<void> {
  const { tensors, metadata } = await readSafetensors(path);
  if (metadata.get('format') !== FORMAT) throw new InvalidDataError(`${path} is not a checkpoint of this version.`);
  const document = JSON.parse(metadata.get('state') ?? 'null') as Document;
  const under = (prefix: string): Map<string, NdArray> =>
    new Map(
      [...tensors].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]),
    );
  for (const [name, module] of Object.entries(trainer.program.modules)) module.loadStateDict(under(`modules/${name}/`));
  for (const [name, optimizer] of Object.entries(trainer.program.optimizers)) {
    const counts = document.optimizers[name];
    if (!counts) throw new InvalidDataError(`${path} has no optimizer '${name}'.`);
    optimizer.loadState({ ...counts, slots: under(`optimizers/${name}/`) });
  }
  trainer.loadState(document.trainer);
}

/** Options of {@link checkpointing}. */
export interface CheckpointingOptions {
  /** The file, replaced each time. */
  readonly path: string;
  /** Save every so many steps beside the end of each epoch. @default none */
  readonly everySteps?: number;
}

/** A callback that saves the run at the end of every epoch, at its end, and every so many steps. Put it last. */
export function checkpointing({ path, everySteps }: CheckpointingOptions): Callback {
  if (everySteps !== undefined) checkInteger(everySteps, 'everySteps', 'checkpointing', { min: 1 });
  return async ({ type, trainer, progress }) => {
    const isDue = everySteps !== undefined && progress.step % everySteps === 0;
    if (type === 'epoch' || type === 'end' || (type === 'step' && isDue)) await saveCheckpoint(trainer, path);
  };
}
