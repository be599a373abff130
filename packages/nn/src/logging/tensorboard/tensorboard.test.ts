import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Random } from '@ai/core';
import { expectClose, readGolden } from '@ai/core/testing';
import { decode } from 'fast-png';
import protobuf from 'protobufjs/minimal.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as nn from '../../index.js';
import { TensorBoardWriter, tensorBoardLog } from '../../node.js';
import { crc32c, maskedCrc32c } from './crc32c.js';
import { histogramOf } from './histogram.js';

interface Golden {
  readonly values: number[];
  readonly file: string;
  readonly image: Record<'values' | 'shape' | 'pixels', number[]> & Record<'height' | 'width' | 'channels', number>;
}

const golden = readGolden<Golden>(new URL('../../../golden/tensorboard-events.json', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The records of a file, their checksums verified. */
function recordsOf(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    expect(view.getUint32(at + 8, true)).toBe(maskedCrc32c(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(view.getUint32(at + 12 + length, true)).toBe(maskedCrc32c(data));
    records.push(data);
    at += 16 + length;
  }
  return records;
}

/** The bytes of every length-delimited field on a path of field numbers. */
function fieldsAt(message: Uint8Array, [field, ...rest]: readonly number[]): Uint8Array[] {
  const reader = protobuf.Reader.create(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === field && (tag & 7) === 2) found.push(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return rest.length === 0 ? found : found.flatMap((part) => fieldsAt(part, rest));
}

async function filesIn(path: string): Promise<Buffer[]> {
  const names = (await readdir(path)).sort();
  return Promise.all(names.map((name) => readFile(join(path, name))));
}

describe('event files', () => {
  it('are those of TensorBoard and PyTorch, byte for byte', async () => {
    let ticks = 0;
    const writer = new TensorBoardWriter(folder, { now: () => 1700000000.25 + ticks++ });
    writer.addScalar('train/loss', 0.1, 1);
    writer.addScalar('zero', 0, 0);
    writer.addScalar('nan', Number.NaN, 2);
    writer.addScalar('late', -1e-3, 2 ** 40);
    writer.addHistogram('weights', golden.values, 3);
    writer.addHistogram('zeros', new Float32Array(5), 3);
    writer.addText('note', 'Größe **1**', 4);
    writer.purge(3);
    writer.addHyperparameters({ rate: 0.1, layers: 0, name: 'Größe', bias: true, frozen: false }, ['epoch/loss']);
    await writer.close();
    const [file] = await filesIn(folder);
    const [version, ...records] = recordsOf(file);
    const expected = recordsOf(Buffer.from(golden.file, 'base64'));
    expect(records).toHaveLength(11);
    records.forEach((record, i) => {
      // the clock is asked once per event, and twice for the file's name and its first record, which are made last
      const theirs = Uint8Array.from(expected[i + 1]);
      new DataView(theirs.buffer).setFloat64(1, 1700000000.25 + i, true);
      expect(Buffer.from(record).toString('hex')).toBe(Buffer.from(theirs).toString('hex'));
    });
    expect(Buffer.from(version.subarray(9)).toString('hex')).toBe(Buffer.from(expected[0].subarray(9)).toString('hex'));
  });

  it('hold pictures as PNG', async () => {
    const { values, shape, pixels, height, width, channels } = golden.image;
    const writer = new TensorBoardWriter(folder);
    writer.addImage('picture', nn.ndArray(values, shape), 1);
    const color = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
    writer.addImage('color', nn.ndArray(color, [2, 3, 4]), 1);
    await writer.close();
    const [, ...records] = recordsOf((await filesIn(folder))[0]);
    const pngs = records.map((record) => decode(fieldsAt(record, [5, 1, 4, 4])[0]));
    expect([...pngs[0].data]).toEqual(pixels);
    expect([pngs[0].height, pngs[0].width, pngs[0].channels]).toEqual([height, width, channels]);
    expect([...pngs[1].data]).toEqual([...color]);
  });

  it('are checked by CRC-32C', () => {
    // RFC 3720, B.4
    expect(crc32c(new Uint8Array(32)).toString(16)).toBe('8a9136aa');
    expect(crc32c(new Uint8Array(32).fill(255)).toString(16)).toBe('62a8ab43');
    expect(crc32c(new TextEncoder().encode('123456789')).toString(16)).toBe('e3069283');
  });

  it('refuse what cannot be shown', () => {
    const writer = new TensorBoardWriter(folder);
    expect(() => new TensorBoardWriter('')).toThrow("'folder' of TensorBoardWriter must name a folder, got ''.");
    expect(() => writer.addScalar('', 1, 1)).toThrow("'tag' of TensorBoardWriter must be a name, got ''.");
    expect(() => writer.addScalar('a', 1, -1)).toThrow("'step' of TensorBoardWriter");
    expect(() => writer.addHistogram('a', [], 1)).toThrow(
      "'values' of TensorBoardWriter.addHistogram must hold at least",
    );
    expect(() => writer.addHistogram('a', [1, Number.NaN], 1)).toThrow('must hold finite numbers, got NaN at [1].');
    expect(() => writer.addImage('a', nn.ndArray([1, 2], [2, 1]), 1)).toThrow("'image' of TensorBoardWriter.addImage");
    expect(() => writer.addImage('a', nn.ndArray([1, 2], [1, 1, 2]), 1)).toThrow('got [1,1,2].');
    expect(() => writer.addText('', 'a', 1)).toThrow("'tag' of TensorBoardWriter must be a name, got ''.");
    expect(() => writer.addHyperparameters({ rates: [1] as never }, [])).toThrow(
      "'rates' of TensorBoardWriter.addHyperparameters must be a number, a string or a boolean, got [1].",
    );
    expect(() => writer.purge(0.5)).toThrow("'step' of TensorBoardWriter");
    expect(() => tensorBoardLog(writer, { everySteps: 0 })).toThrow("'everySteps' of tensorBoardLog");
    expect(() => tensorBoardLog(writer, { histogramsEvery: 0 })).toThrow("'histogramsEvery' of tensorBoardLog");
  });
});

describe('histogramOf', () => {
  it('counts every value between the ends of its bucket', () => {
    const random = new Random(3);
    const values = Array.from({ length: 500 }, () => random.normal() * 10 ** random.uniform(-14, 6));
    const { limits, counts, num, min, max, sum, sumSquares } = histogramOf(values, 'test');
    expect([num, min, max]).toEqual([500, Math.min(...values), Math.max(...values)]);
    expectClose([sum, sumSquares], [values.reduce((a, b) => a + b), values.reduce((a, b) => a + b * b, 0)]);
    expect(counts).toHaveLength(limits.length);
    counts.forEach((count, i) => {
      const from = i === 0 ? Number.NEGATIVE_INFINITY : limits[i - 1];
      expect(values.filter((value) => value >= from && value < limits[i])).toHaveLength(count);
    });
  });

  it('has no bucket for what is beyond all of them', () => {
    const { num, limits, counts } = histogramOf([1e30, -1e30], 'test');
    expect([num, limits, counts]).toEqual([2, [], []]);
  });
});

describe('tensorBoardLog', () => {
  const train = async (steps: number, from?: nn.TrainerState, everySteps?: number): Promise<nn.Trainer> => {
    const random = new Random(1);
    const x = nn.ndArray(
      Float32Array.from({ length: 24 }, () => random.normal()),
      [12, 2],
    );
    const y = nn.ndArray(Int32Array.from({ length: 12 }, () => random.integer(0, 2)));
    const loader = new nn.DataLoader(new nn.ArrayDataset(x, y), { batchSize: 4 });
    const model = new nn.Linear(2, 2, { random });
    const program = nn.supervised({ model, optimizer: new nn.Sgd(model), loss: nn.crossEntropy });
    const writer = new TensorBoardWriter(folder);
    const picture: nn.Callback = ({ type, progress }) => {
      if (type === 'epoch') writer.addImage('weight', nn.ndArray([0, 1, 1, 0], [2, 2, 1]), progress.step);
    };
    const callbacks = [picture, tensorBoardLog(writer, { histogramsEvery: 1, everySteps })];
    const trainer = new nn.Trainer(program, { steps, validation: loader, callbacks });
    if (from) trainer.loadState(from);
    await trainer.fit(loader);
    return trainer;
  };

  it('logs steps, epochs, parameters, and pictures of others', async () => {
    await train(4);
    const [file] = await filesIn(folder);
    const tags = recordsOf(file).flatMap((record) =>
      fieldsAt(record, [5, 1, 1]).map((tag) => String(Buffer.from(tag))),
    );
    const step = ['train/loss', 'learning_rate/optimizer'];
    const epoch = ['epoch/loss', 'validation/loss', 'learning_rate/optimizer', 'model/weight', 'model/bias'];
    expect(tags).toEqual([...step, ...step, ...step, 'weight', ...epoch, ...step]);
  });

  it('logs every so many steps, and tells where a run goes on', async () => {
    const first = await train(2);
    await rm(folder, { recursive: true });
    await train(6, first.state(), 2);
    const resumed = recordsOf((await filesIn(folder))[0]);
    expect(fieldsAt(resumed[1], [7]).map((part) => [...part])).toEqual([[8, 1]]); // from step 3 on
    const tags = resumed.flatMap((record) => fieldsAt(record, [5, 1, 1]).map((tag) => String(Buffer.from(tag))));
    expect(tags.filter((tag) => tag === 'train/loss')).toHaveLength(2); // steps 4 and 6
  });

  it('is read by TensorBoard, and forgets what came after a checkpoint', async (context) => {
    const python = process.env['AI_PYTHON'];
    if (!python) return context.skip('AI_PYTHON names no Python with tensorboard');
    const first = await train(4);
    const state = first.state();
    await train(6);
    await new Promise((resolve) => setTimeout(resolve, 1100)); // files are read in the order of their seconds
    await train(5, state);
    const script = new URL('../../../../../tooling/golden/nn/tensorboard_events.py', import.meta.url);
    const { stdout } = await promisify(execFile)(python, [script.pathname, folder]);
    const seen = JSON.parse(stdout.replaceAll('NaN', 'null'));
    const steps = (points: number[][]) => points.map(([step]) => step);
    expect(Math.max(...steps(seen.scalars['train/loss']))).toBe(5);
    expect(steps(seen.histograms['model/weight'])).toContain(3);
    expect(seen.histograms['model/weight'][0][1]).toBe(4);
    expect(seen.images.weight[0]).toEqual([3, 2, 2, [0, 255, 255, 0]]);
    expect(seen.scalars['epoch/loss'][0][1]).toBeCloseTo(first.state().history[0].train.loss, 6);
  });
});
