import { link, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, format, parse } from 'node:path';
import { checkInteger, InvalidArgumentError, warn } from '@ai/core';
import type { StatefulCallback, TrainingEvent } from '../train/events.js';
import { Monitor, type MonitorOptions } from '../train/monitor.js';
import { syncFolder, writeFileAtomic } from '../weights/write-file-atomic.js';
import { saveCheckpoint } from './checkpoint.js';
import { isDiskFull } from './disk-full.js';

/** Options of {@link checkpointing}. */
export interface CheckpointingOptions extends MonitorOptions {
  /** The file of the last checkpoint, replaced each time; its folder is made. */
  readonly path: string;
  /** Save every so many steps beside the end of each epoch. @default none */
  readonly everySteps?: number;
  /**
   * Name of the number by which a checkpoint is the best one; the best is kept beside the last: `run.best.safetensors` for
   * `run.safetensors`. @default none is kept
   */
  readonly monitor?: string;
  /** How many of the latest to keep; more than one stand beside the last: `run.step-1200.safetensors`. @default 1 */
  readonly keepLast?: number;
}

/**
 * A callback that saves the run at the end of every epoch, at its end, every so many steps, and when a validation within an epoch finds
 * it better than ever, and tells of it by an event 'checkpoint'. It is told of what happens after the other callbacks, whose memory it saves.
 *
 * A full disk is reported as a warning; the run goes on and the next checkpoint is tried again. Only at the end of the run is it an
 * error: the trainer still holds everything then, and {@link saveCheckpoint} can save it elsewhere. What was saved before stays.
 *
 * @throws InvalidArgumentError for options out of range, and in the run if there is no number to watch of that name
 * @throws DivergenceError in the run, for weights that are NaN or infinite
 *
 * @example
 * ```ts
 * import { checkpointing } from '@ai/nn/node';
 *
 * const callbacks = [checkpointing({ path: 'runs/digits.safetensors', monitor: 'accuracy', mode: 'max', keepLast: 3 })];
 * ```
 */
export function checkpointing(options: CheckpointingOptions): StatefulCallback {
  const owner = 'checkpointing';
  const { path, everySteps, keepLast = 1, mode } = options;
  if (typeof path !== 'string' || path === '') throw new InvalidArgumentError('path', owner, 'name a file', path);
  if (everySteps !== undefined) checkInteger(everySteps, 'everySteps', owner, { min: 1 });
  checkInteger(keepLast, 'keepLast', owner, { min: 1 });
  if (mode !== undefined && options.monitor === undefined) {
    throw new InvalidArgumentError('mode', owner, "come with 'monitor'", mode);
  }
  const monitor = options.monitor === undefined ? undefined : new Monitor(options, owner);
  let memory: Memory = { best: null, steps: [] };
  let kept = memory; // what is true of the files if the rest of a save fails
  let saved = '';

  const save = async (event: TrainingEvent, isBest: boolean): Promise<void> => {
    const { trainer, progress } = event;
    // the best first: a kill between the two must not leave a run that believes it has kept it
    if (isBest) {
      await saveCheckpoint(trainer, beside(path, 'best'));
      kept = { ...kept, best: memory.best };
      await trainer.emit({ type: 'checkpoint', path: beside(path, 'best'), kind: 'best' });
      await share(beside(path, 'best'), path);
    } else {
      await saveCheckpoint(trainer, path);
    }
    if (keepLast > 1) await share(path, beside(path, `step-${progress.step}`));
    const dropped = memory.steps.slice(0, -keepLast);
    for (const step of dropped) await rm(beside(path, `step-${step}`), { force: true });
    memory = { ...memory, steps: memory.steps.slice(-keepLast) };
    await trainer.emit({ type: 'checkpoint', path, kind: 'last' });
  };

  return {
    name: owner,
    isLast: true,
    async handle(event) {
      const { type, progress } = event;
      if (type === 'start') {
        saved = '';
        await mkdir(dirname(path), { recursive: true });
      }
      const value = monitor?.valueAt(event);
      const isBest = value !== undefined && monitor!.gain(value) > 0;
      if (!isBest && !isDue(event, everySteps)) return;
      const place = `${progress.epoch}/${progress.step}`;
      if (type === 'end' && place === saved) return;
      kept = memory;
      const steps = keepLast > 1 ? [...memory.steps.filter((step) => step !== progress.step), progress.step] : [];
      memory = { best: isBest ? value : memory.best, steps };
      if (isBest) monitor!.best = value;
      try {
        await save(event, isBest);
        saved = place;
      } catch (error) {
        memory = kept;
        if (monitor) monitor.best = kept.best;
        if (type === 'end' || !isDiskFull(error)) throw error;
        warn(`No checkpoint could be saved at step ${progress.step}: ${(error as Error).message}. The run goes on.`);
      }
    },
    state: () => memory,
    restore(state) {
      memory = state as Memory;
      if (monitor) monitor.best = memory.best;
    },
  };
}

interface Memory {
  readonly best: number | null;
  /** Steps whose checkpoints are kept; until the next save those that are dropped, too. */
  readonly steps: readonly number[];
}

function isDue({ type, progress }: TrainingEvent, everySteps: number | undefined): boolean {
  if (type === 'step') return everySteps !== undefined && progress.step % everySteps === 0;
  return type === 'epoch' || type === 'end';
}

/** 'folder/run.best.safetensors' for 'folder/run.safetensors'. */
function beside(path: string, what: string): string {
  const { dir, name, ext } = parse(path);
  return format({ dir, name: `${name}.${what}`, ext });
}

/** Gives a file a second name, which stands for the whole file at once; copied where the file system knows one name only. */
async function share(from: string, to: string): Promise<void> {
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    await rm(temporary, { force: true });
    await link(from, temporary);
  } catch {
    return writeFileAtomic(to, await readFile(from));
  }
  try {
    await rename(temporary, to);
  } finally {
    await rm(temporary, { force: true }); // also left where both names stood for one file already
  }
  await syncFolder(dirname(to));
}
