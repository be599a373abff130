import { crc32 } from 'node:zlib';
import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import type { StateDict } from '../module/module.js';
import type { Trainer } from '../train/trainer.js';
import type { EpochRecord } from '../train/trainer-options.js';
import { readSafetensors } from '../weights/files.js';
import { serializeSafetensors } from '../weights/safetensors.js';
import { writeFileAtomic } from '../weights/write-file-atomic.js';
import { captureRun, checkFinite, type RunContent, type RunDocument, restoreRun, under } from './run-content.js';

const FORMAT = '@ai/nn checkpoint 1';

/**
 * Saves all that a run needs to go on to the bit: modules, optimizers, averages, random state, place in the data, the memory of
 * callbacks. One safetensors file with a checksum, replaced as a whole: a kill or a full disk leaves the old one.
 *
 * @throws DivergenceError for weights that are NaN or infinite; the file stays as it was
 * @throws Error in the middle of a step: call it in a callback, or while nothing runs
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Random } from '@ai/core';
 * import { ArrayDataset, DataLoader, Linear, mseLoss, ndArray, Sgd, supervised, Trainer } from '@ai/nn';
 * import { loadCheckpoint, saveCheckpoint } from '@ai/nn/node';
 *
 * const makeTrainer = () => {
 *   const model = new Linear(1, 1, { random: new Random(1) });
 *   return new Trainer(supervised({ model, optimizer: new Sgd(model), loss: mseLoss }), { epochs: 10 });
 * };
 * const path = join(await mkdtemp(join(tmpdir(), 'run-')), 'run.safetensors');
 * const loader = new DataLoader(new ArrayDataset(ndArray([1, 2, 3], [3, 1]), ndArray([2, 4, 6], [3, 1])));
 *
 * const first = makeTrainer();
 * await first.fit(loader);
 * await saveCheckpoint(first, path);
 *
 * const second = makeTrainer(); // in another process, say, and with more epochs
 * await loadCheckpoint(second, path);
 * console.log(second.progress.step); // 10
 * ```
 */
export async function saveCheckpoint(trainer: Trainer, path: string): Promise<void> {
  const content = captureRun(trainer);
  checkFinite(trainer, content);
  const state = JSON.stringify(content.document);
  const metadata = { format: FORMAT, state, checksum: checksum(state, content.tensors) };
  await writeFileAtomic(path, serializeSafetensors(content.tensors, { metadata }));
}

/**
 * Goes back to a checkpoint of the same program; the next `fit` goes on from there. A file that cannot be loaded leaves the run as it
 * is, in all its parts.
 *
 * @throws InvalidDataError for a file that is damaged, no checkpoint, or of another program
 * @throws Error while the trainer runs
 */
export async function loadCheckpoint(trainer: Trainer, path: string): Promise<void> {
  const content = await readContent(path);
  try {
    restoreRun(trainer, content);
  } catch (error) {
    if (error instanceof InvalidDataError) throw new InvalidDataError(`${path} cannot be loaded: ${error.message}`);
    throw error;
  }
}

/** What a checkpoint holds, for use without its program. */
export interface Checkpoint {
  readonly epoch: number;
  readonly step: number;
  readonly history: readonly EpochRecord[];
  /** The state of each module, for `loadStateDict`. */
  readonly modules: ReadonlyMap<string, StateDict>;
  /** The same of each average. */
  readonly averages: ReadonlyMap<string, StateDict>;
}

/**
 * Reads a checkpoint to take weights from it: `model.loadStateDict(checkpoint.modules.get('model'))`.
 *
 * @throws InvalidDataError for a file that is damaged or no checkpoint
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Random } from '@ai/core';
 * import { Linear, mseLoss, Sgd, supervised, Trainer } from '@ai/nn';
 * import { readCheckpoint, saveCheckpoint } from '@ai/nn/node';
 *
 * const model = new Linear(1, 1, { random: new Random(1) });
 * const trainer = new Trainer(supervised({ model, optimizer: new Sgd(model), loss: mseLoss }), { epochs: 1 });
 * const path = join(await mkdtemp(join(tmpdir(), 'run-')), 'run.safetensors');
 * await saveCheckpoint(trainer, path);
 * const { step, modules } = await readCheckpoint(path);
 * console.log(step, modules.get('model')?.get('weight')); // 0, and the weight
 * ```
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const { tensors, document } = await readContent(path);
  const { epoch, step, history } = document.trainer;
  return { epoch, step, history, modules: parts(tensors, 'modules/'), averages: parts(tensors, 'averages/') };
}

function parts(tensors: RunContent['tensors'], prefix: string): Map<string, StateDict> {
  const all = under(tensors, prefix);
  const names = new Set([...all.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  return new Map([...names].map((name) => [name, under(all, `${name}/`)]));
}

async function readContent(path: string): Promise<RunContent> {
  const { tensors, metadata } = await readSafetensors(path);
  const state = metadata.get('state');
  if (metadata.get('format') !== FORMAT || state === undefined) {
    throw new InvalidDataError(`${path} is not a checkpoint of this version.`);
  }
  if (metadata.get('checksum') !== checksum(state, tensors)) {
    throw new InvalidDataError(`${path} is damaged: its checksum is not that of its content.`);
  }
  return { tensors, document: JSON.parse(state) as RunDocument };
}

/** CRC-32 over everything that is saved. */
function checksum(state: string, tensors: ReadonlyMap<string, NdArray>): string {
  const names = [...tensors.keys()].sort();
  const value = names.reduce((sum, name) => {
    const { data, shape } = tensors.get(name)!;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return crc32(bytes, crc32(`${name}[${shape}]`, sum));
  }, crc32(state));
  return value.toString(16).padStart(8, '0');
}
