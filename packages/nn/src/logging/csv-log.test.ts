import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random, setLogger } from '@ai/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as nn from '../index.js';
import { csvLog, loadCheckpoint, saveCheckpoint } from '../node.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
  path = join(folder, 'logs', 'run.csv');
});
afterEach(async () => {
  vi.restoreAllMocks();
  setLogger();
  await rm(folder, { recursive: true, force: true });
});

/** 3 steps an epoch, validated every second one. */
function setUp(options: Partial<nn.TrainerOptions> = {}, everySteps?: number) {
  const random = new Random(1);
  const x = nn.ndArray(
    Float32Array.from({ length: 24 }, () => random.normal()),
    [12, 2],
  );
  const y = nn.ndArray(Int32Array.from({ length: 12 }, () => random.integer(0, 2)));
  const loader = new nn.DataLoader(new nn.ArrayDataset(x, y), { batchSize: 4 });
  const model = new nn.Linear(2, 2, { random });
  const program = nn.supervised({ model, optimizer: new nn.Sgd(model), loss: nn.crossEntropy });
  const callbacks = [csvLog({ path, everySteps }), ...(options.callbacks ?? [])];
  const trainer = new nn.Trainer(program, { epochs: 4, validation: loader, validateEvery: 2, ...options, callbacks });
  return { trainer, loader };
}

const table = async (): Promise<string[][]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((row) => row.split(','));

describe('csvLog', () => {
  it('writes a row an epoch; new numbers get columns behind the others', async () => {
    const { trainer, loader } = setUp();
    const { history } = await trainer.fit(loader);
    const [header, ...rows] = await table();
    expect(header).toEqual(['epoch', 'step', 'epoch/loss', 'learning_rate/optimizer', 'validation/loss']);
    expect(rows.map(([epoch, step]) => [epoch, step])).toEqual([
      ['1', '3'],
      ['2', '6'],
      ['3', '9'],
      ['4', '12'],
    ]);
    expect(rows.map((row) => Number(row[2]))).toEqual(history.map(({ train }) => train.loss));
    expect(rows.map((row) => row[4])).toEqual(history.map(({ validation }) => String(validation?.loss ?? '')));
  });

  it('writes a row of a step that is validated within an epoch', async () => {
    const { trainer, loader } = setUp({ epochs: 2, validateEvery: undefined, validateEverySteps: 2 });
    await trainer.fit(loader);
    const [header, ...rows] = await table();
    const at = header.indexOf('validation/loss');
    expect(rows.map((row) => [row[1], row[at] !== ''])).toEqual([
      ['2', true],
      ['3', false],
      ['4', true],
      ['6', true],
      ['6', false],
    ]);
  });

  it('writes rows of steps too', async () => {
    const { trainer, loader } = setUp({ epochs: 2 }, 2);
    await trainer.fit(loader);
    const [header, ...rows] = await table();
    expect(header.slice(2, 5)).toEqual(['train/loss', 'learning_rate/optimizer', 'epoch/loss']);
    expect(rows.map(([epoch, step]) => `${epoch}/${step}`)).toEqual(['0/2', '1/3', '1/4', '1/6', '2/6']);
  });

  it('goes on with the table of a resumed run, which is that of one that never stopped', async () => {
    const whole = setUp({}, 1);
    await whole.trainer.fit(whole.loader);
    const expected = await readFile(path, 'utf8');
    const save: nn.Callback = ({ type, progress, trainer }) =>
      type === 'step' && progress.step === 6 ? saveCheckpoint(trainer, join(folder, 'run')) : undefined;
    const first = setUp({ callbacks: [save] }, 1);
    await first.trainer.fit(first.loader);
    await writeFile(path, `${await readFile(path, 'utf8')}5,1`); // a row that a kill has cut
    const second = setUp({}, 1);
    await loadCheckpoint(second.trainer, join(folder, 'run'));
    await second.trainer.fit(second.loader);
    expect(await readFile(path, 'utf8')).toBe(expected);
    const again = setUp({ epochs: 1 }); // a new run
    await again.trainer.fit(again.loader);
    expect(await table()).toHaveLength(2);
  });

  it('quotes names that need it', async () => {
    const { trainer, loader } = setUp({ epochs: 1, validation: undefined });
    const { program } = trainer;
    const step: nn.TrainingProgram['step'] = (batch, context) => ({ 'a, "b"': program.step(batch, context)['loss'] });
    await new nn.Trainer({ ...program, step }, trainer.options).fit(loader);
    expect((await readFile(path, 'utf8')).split('\n')[0]).toBe('epoch,step,"epoch/a, ""b""",learning_rate/optimizer');
  });

  it('waits for space on a full disk', async () => {
    const reports: string[] = [];
    setLogger({ warn: (message) => void reports.push(message) });
    const whole = setUp({}, 1);
    await whole.trainer.fit(whole.loader);
    const expected = await readFile(path, 'utf8');
    const handle = await open(path);
    const write = vi.spyOn(Object.getPrototypeOf(handle), 'write');
    await handle.close();
    const fill: nn.Callback = ({ type, progress }) => {
      if (type !== 'step') return;
      const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      if (progress.step === 7) write.mockRejectedValue(error);
      if (progress.step === 11) write.mockRestore();
    };
    const { trainer, loader } = setUp({ callbacks: [fill] }, 1);
    expect((await trainer.fit(loader)).outcome).toBe('finished');
    expect(reports).toEqual([`${path} cannot be written for now: ENOSPC: no space left on device, write.`]);
    expect(await readFile(path, 'utf8')).toBe(expected);
  });

  it('refuses options out of range, and files that are no such table', async () => {
    expect(() => csvLog({ path: '' })).toThrow("'path' of csvLog must name a file, got ''.");
    expect(() => csvLog({ path, everySteps: 0 })).toThrow("'everySteps' of csvLog");
    const { trainer, loader } = setUp({ epochs: 1 });
    await trainer.fit(loader);
    const { trainer: next } = setUp();
    next.loadState(trainer.state());
    for (const [text, reason] of [
      ['a,b\n1,2\n', 'is not the log of a run: its columns do not begin with epoch, step.'],
      ['epoch,step,x\n1,2,3\n1,2\n', 'is damaged: row 2 does not fit its columns.'],
      ['epoch,step,x\n1,z,3\n', 'is damaged: row 1 does not fit its columns.'],
    ]) {
      await writeFile(path, text);
      await expect(next.fit(loader)).rejects.toThrow(reason);
      expect(await readFile(path, 'utf8')).toBe(text);
    }
  });
});
