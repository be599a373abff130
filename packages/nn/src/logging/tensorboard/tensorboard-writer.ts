import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { checkInteger, Got, InvalidArgumentError } from '@ai/core';
import { encode } from 'fast-png';
import type { NdArray } from '../../array/nd-array.js';
import { AppendFile } from '../append-file.js';
import { type EventRecord, encodeEvent, type SummaryValue } from './event-proto.js';
import { histogramOf } from './histogram.js';
import { type Hyperparameters, hyperparameterValues } from './hyperparameters-proto.js';
import { encodeRecord } from './record.js';

/** Options of {@link TensorBoardWriter}. */
export interface TensorBoardWriterOptions {
  /** The clock, in seconds since 1970. @default Date.now() / 1000 */
  readonly now?: () => number;
}

let filesOfProcess = 0;

/**
 * Writes event files that TensorBoard opens: `tensorboard --logdir runs`. What is added is in memory until `flush`.
 *
 * A full disk is reported as a warning, and written later what it did not take.
 *
 * @throws InvalidArgumentError for a folder without a name
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { ndArray } from '@ai/nn';
 * import { TensorBoardWriter } from '@ai/nn/node';
 *
 * const writer = new TensorBoardWriter(await mkdtemp(join(tmpdir(), 'run-')));
 * writer.addScalar('train/loss', 0.25, 1);
 * writer.addHistogram('weights', [-1, 0, 0.5], 1);
 * writer.addImage('filter', ndArray(Uint8Array.of(0, 255, 255, 0), [2, 2, 1]), 1);
 * writer.addText('note', 'learning rate **0.1**', 1);
 * writer.addHyperparameters({ learningRate: 0.1, optimizer: 'Sgd' }, ['train/loss']);
 * await writer.close();
 * ```
 */
export class TensorBoardWriter {
  private readonly now: () => number;
  private records: Uint8Array[] = [];
  private file: AppendFile | undefined;

  /** @param folder where the event files go; it is made with the first of them */
  constructor(
    readonly folder: string,
    options: TensorBoardWriterOptions = {},
  ) {
    if (typeof folder !== 'string' || folder === '') {
      throw new InvalidArgumentError('folder', 'TensorBoardWriter', 'name a folder', folder);
    }
    this.now = options.now ?? (() => Date.now() / 1000);
  }

  /** A point of a curve, stored as float32; NaN and infinity are shown as such. */
  addScalar(tag: string, value: number, step: number): void {
    this.add({ tag, kind: 'scalar', value }, step);
  }

  /**
   * The distribution of numbers, in the buckets that all of TensorBoard's writers use.
   *
   * @throws InvalidArgumentError for no values, or one that is not finite
   */
  addHistogram(tag: string, values: ArrayLike<number>, step: number): void {
    const histogram = histogramOf(values, 'TensorBoardWriter.addHistogram');
    this.add({ tag, kind: 'histogram', histogram }, step);
  }

  /**
   * A picture, stored as PNG.
   *
   * @param image of shape [height, width, channels], with 1, 3 or 4 channels: whole numbers from 0 to 255, or floats from 0 to 1;
   *   what is beyond is cut
   * @throws InvalidArgumentError for another shape
   */
  addImage(tag: string, { data, shape }: NdArray, step: number): void {
    const [height, width, channels] = shape;
    if (shape.length !== 3 || height < 1 || width < 1 || ![1, 3, 4].includes(channels)) {
      const rule = 'have the shape [height, width, 1, 3 or 4 channels]';
      throw new InvalidArgumentError('image', 'TensorBoardWriter.addImage', rule, new Got(`[${shape}]`));
    }
    const scale = data instanceof Float32Array ? 255 : 1;
    const pixels = Uint8Array.from(data, (value) => Math.min(Math.max(Math.fround(value * scale), 0), 255));
    const png = encode({ width, height, data: pixels, channels, depth: 8 });
    this.add({ tag, kind: 'image', height, width, channels, png }, step);
  }

  /** Markdown. */
  addText(tag: string, text: string, step: number): void {
    checkTag(tag);
    this.add({ tag: `${tag}/text_summary`, kind: 'text', text }, step);
  }

  /**
   * What the run was made with, for TensorBoard's table of hyper-parameters; once a run.
   *
   * @param metrics tags of the scalars that runs are compared by
   * @throws InvalidArgumentError for a value that is neither a number nor text nor a truth value
   */
  addHyperparameters(hyperparameters: Hyperparameters, metrics: readonly string[]): void {
    for (const [name, value] of Object.entries(hyperparameters)) {
      if (!['number', 'string', 'boolean'].includes(typeof value)) {
        const owner = 'TensorBoardWriter.addHyperparameters';
        throw new InvalidArgumentError(name, owner, 'be a number, a string or a boolean', value);
      }
    }
    for (const value of hyperparameterValues(hyperparameters, metrics)) this.add(value, 0);
  }

  /** Tells TensorBoard to forget what earlier files of the folder have from this step on: a run goes on from a checkpoint. */
  purge(step: number): void {
    this.push({ body: { kind: 'restart' }, step: checkInteger(step, 'step', 'TensorBoardWriter', { min: 0 }) });
  }

  /** Writes what was added; opens a file of its own the first time. */
  async flush(): Promise<void> {
    if (this.records.length === 0 && !this.file) return;
    if (!this.file) {
      await mkdir(this.folder, { recursive: true });
      const seconds = String(Math.floor(this.now())).padStart(10, '0');
      const name = `events.out.tfevents.${seconds}.${hostname()}.${process.pid}.${filesOfProcess++}`;
      this.file = await AppendFile.open(join(this.folder, name));
      this.file.append(encodeRecord(encodeEvent({ wallTime: this.now(), body: { kind: 'version' } })));
    }
    for (const record of this.records) this.file.append(record);
    this.records = [];
    await this.file.flush();
  }

  /** Writes the rest and lets go of the file; what is added afterwards goes into another one. */
  async close(): Promise<void> {
    await this.flush();
    await this.file?.close();
    this.file = undefined;
  }

  private add(value: SummaryValue, step: number): void {
    checkTag(value.tag);
    checkInteger(step, 'step', 'TensorBoardWriter', { min: 0 });
    this.push({ step, body: { kind: 'summary', value } });
  }

  private push(event: Omit<EventRecord, 'wallTime'>): void {
    this.records.push(encodeRecord(encodeEvent({ ...event, wallTime: this.now() })));
  }
}

function checkTag(tag: unknown): void {
  if (typeof tag !== 'string' || tag === '')
    throw new InvalidArgumentError('tag', 'TensorBoardWriter', 'be a name', tag);
}
