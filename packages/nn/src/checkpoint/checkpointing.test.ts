import { execFileSync } from 'node:child_process';
import { link, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidDataError, Random, setLogger, tf } from '@ai/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as nn from '../index.js';
import { checkpointing, loadCheckpoint, readCheckpoint, saveCheckpoint, saveSafetensors } from '../node.js';

vi.mock('node:fs/promises', async (load) => {
  const actual = await load<typeof import('node:fs/promises')>();
  return { ...actual, link: vi.fn(actual.link) };
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  setLogger();
  await rm(folder, { recursive: true, force: true });
});

function warnings(): string[] {
  const messages: string[] = [];
  setLogger({ warn: (message) => void messages.push(message) });
  return messages;
}

/** 5 steps an epoch. `losses` are what is measured in validation, one an epoch. */
function setUp(options: Partial<nn.TrainerOptions> & { losses?: readonly number[]; hidden?: number } = {}) {
  const { losses, hidden = 6, ...rest } = options;
  const random = new Random(1);
  const x = Float32Array.from({ length: 120 }, () => random.normal());
  const y = Int32Array.from({ length: 40 }, (_, i) => (x[3 * i] > x[3 * i + 1] ? 1 : 0));
  const loader = new nn.DataLoader(new nn.ArrayDataset(nn.ndArray(x, [40, 3]), nn.ndArray(y)), { batchSize: 8 });
  const body = new nn.Linear(3, 6, { random });
  const head = new nn.Linear(6, 2, { random });
  const model = new nn.Sequential(body, new nn.Dropout(0.1), head);
  const other = new nn.Linear(3, hidden, { random });
  const optimizer = new nn.Adam(model);
  const ema = new nn.Ema(model, { decay: 0.5 });
  const program = nn.supervised({ model, optimizer, loss: nn.crossEntropy, ema });
  let epoch = 0;
  const measured: nn.TrainingProgram = {
    ...program,
    modules: { model, other },
    evaluate: () => ({ scalars: { loss: tf.scalar(losses?.[epoch] ?? 0) }, outputs: [] }),
  };
  const one = new nn.DataLoader(new nn.ArrayDataset(nn.ndArray([0])));
  const count: nn.Callback = ({ type }) => {
    if (type === 'epoch') epoch++;
  };
  const trainer = new nn.Trainer(measured, {
    epochs: losses?.length ?? 2,
    validation: losses ? one : undefined,
    ...rest,
    callbacks: [...(rest.callbacks ?? []), count],
  });
  return { trainer, loader, model, other, optimizer, ema };
}

type Run = ReturnType<typeof setUp>;
const stateOf = ({ trainer, model, other, optimizer, ema }: Run) => ({
  trainer: trainer.state(),
  states: [model.stateDict(), other.stateDict(), ema.state(), optimizer.state()],
});

describe('checkpointing', () => {
  it('keeps the best beside the last, and some of the latest', async () => {
    const path = join(folder, 'new', 'run.safetensors');
    const told: string[] = [];
    const { trainer, loader } = setUp({
      losses: [3, Number.NaN, 1, 2],
      callbacks: [
        checkpointing({ path, monitor: 'loss', keepLast: 2 }),
        (event) => void (event.type === 'checkpoint' ? told.push(`${event.kind} ${event.progress.step}`) : 0),
      ],
    });
    await trainer.fit(loader);
    expect((await readdir(join(folder, 'new'))).sort()).toEqual([
      'run.best.safetensors',
      'run.safetensors',
      'run.step-15.safetensors',
      'run.step-20.safetensors',
    ]);
    const steps = ['run.best', 'run', 'run.step-15', 'run.step-20'].map(
      async (name) => (await readCheckpoint(join(folder, 'new', `${name}.safetensors`))).step,
    );
    expect(await Promise.all(steps)).toEqual([15, 20, 15, 20]);
    expect(told).toEqual(['best 5', 'last 5', 'last 10', 'best 15', 'last 15', 'last 20']);
  });

  it('keeps the best found within an epoch, at once', async () => {
    const path = join(folder, 'run');
    const told: string[] = [];
    const losses = [3, 4, 2, 5, 1];
    const { trainer, loader } = setUp({
      losses: [0, 0],
      validateEverySteps: 2,
      callbacks: [
        checkpointing({ path, monitor: 'loss' }),
        (event) => void (event.type === 'checkpoint' ? told.push(`${event.kind} ${event.progress.step}`) : 0),
      ],
    });
    const program = {
      ...trainer.program,
      evaluate: () => ({ scalars: { loss: tf.scalar(losses.shift()!) }, outputs: [] }),
    };
    await new nn.Trainer(program, trainer.options).fit(loader);
    expect(told).toEqual(['best 2', 'last 2', 'last 5', 'best 6', 'last 6', 'best 10', 'last 10', 'last 10']);
    expect((await readCheckpoint(`${path}.best`)).step).toBe(10);
  });

  it('copies where the file system gives a file one name only', async () => {
    const path = join(folder, 'run');
    vi.mocked(link).mockRejectedValueOnce(Object.assign(new Error('EPERM'), { code: 'EPERM' }));
    const { trainer, loader } = setUp({
      losses: [1],
      callbacks: [checkpointing({ path, monitor: 'loss', keepLast: 2 })],
    });
    await trainer.fit(loader);
    expect((await readdir(folder)).sort()).toEqual(['run', 'run.best', 'run.step-5']);
    expect(await readFile(path)).toEqual(await readFile(`${path}.best`));
    expect((await stat(path)).ino).not.toBe((await stat(`${path}.best`)).ino);
    expect((await stat(path)).ino).toBe((await stat(`${path}.step-5`)).ino);
  });

  it('goes on with the best value and the kept files of a run', async () => {
    const path = join(folder, 'run');
    const callbacks = () => [checkpointing({ path, monitor: 'loss', mode: 'max', keepLast: 2, everySteps: 4 })];
    const first = setUp({ losses: [3, 1], callbacks: callbacks() });
    await first.trainer.fit(first.loader);
    const second = setUp({ losses: [2, 2, 2, 4], callbacks: callbacks() });
    await loadCheckpoint(second.trainer, path);
    await second.trainer.fit(second.loader);
    expect((await readdir(folder)).sort()).toEqual(['run', 'run.best', 'run.step-16', 'run.step-20']);
    const { step, history } = await readCheckpoint(`${path}.best`);
    expect([step, history.map(({ validation }) => validation?.loss)]).toEqual([5, [3]]);
  });

  it('gives weights to models of their own', async () => {
    const path = join(folder, 'run');
    const run = setUp({ callbacks: [checkpointing({ path })] });
    await run.trainer.fit(run.loader);
    const { modules, averages, epoch } = await readCheckpoint(path);
    expect([[...modules.keys()].sort(), [...averages.keys()], epoch]).toEqual([['model', 'other'], ['model'], 2]);
    const fresh = setUp();
    fresh.model.loadStateDict(modules.get('model')!);
    expect(fresh.model.stateDict()).toEqual(run.model.stateDict());
    fresh.model.loadStateDict(averages.get('model')!);
    expect(fresh.model.stateDict()).toEqual(run.ema.state());
    expect(fresh.model.stateDict()).not.toEqual(run.model.stateDict());
  });

  it('keeps the last good checkpoint when the loss or the weights are no longer finite', async () => {
    const path = join(folder, 'run');
    const spoil =
      (value: number): nn.Callback =>
      ({ type, progress, trainer }) => {
        const { weight } = trainer.program.modules['other'] as nn.Linear;
        if (type === 'step' && progress.step === 7) tf.tidy(() => weight.assign(tf.fill(weight.shape, value)));
      };
    for (const value of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      const { trainer, loader } = setUp({ callbacks: [spoil(value), checkpointing({ path, everySteps: 1 })] });
      await expect(trainer.fit(loader)).rejects.toThrow(`Training diverged: 'other.weight' is ${value} at step 7.`);
      expect((await readCheckpoint(path)).step).toBe(6);
    }
    const wild = setUp({ callbacks: [checkpointing({ path, everySteps: 1 })] });
    const { program } = wild.trainer;
    let steps = 0;
    const step: nn.TrainingProgram['step'] = (batch, context) =>
      tf.tidy(() => ({ loss: tf.div(program.step(batch, context)['loss']!, ++steps < 4 ? 1 : 0) }));
    const options = { ...wild.trainer.options, compile: false };
    await expect(new nn.Trainer({ ...program, step }, options).fit(wild.loader)).rejects.toThrow(
      "Training diverged: 'loss' is Infinity at step 4.",
    );
    expect((await readCheckpoint(path)).step).toBe(3);
  });

  it('refuses options out of range, and a number that is not there', async () => {
    expect(() => checkpointing({ path: '' })).toThrow("'path' of checkpointing must name a file, got ''.");
    expect(() => checkpointing({ path: 'x', everySteps: 0 })).toThrow("'everySteps' of checkpointing");
    expect(() => checkpointing({ path: 'x', keepLast: 0 })).toThrow("'keepLast' of checkpointing");
    expect(() => checkpointing({ path: 'x', mode: 'max' })).toThrow("'mode' of checkpointing must come with 'monitor'");
    expect(() => checkpointing({ path: 'x', monitor: 'a', mode: 'up' as 'max' })).toThrow("'mode' of checkpointing");
    const { trainer, loader } = setUp({ callbacks: [checkpointing({ path: join(folder, 'x'), monitor: 'absent' })] });
    await expect(trainer.fit(loader)).rejects.toThrow("'monitor' of checkpointing must name a number of the run");
  });

  it('cannot take the state in the middle of a step', async () => {
    const { trainer, loader } = setUp({ epochs: 1, compile: false });
    const { step } = trainer.program;
    let caught: unknown;
    const program: nn.TrainingProgram = {
      ...trainer.program,
      step: (batch, context) => {
        try {
          trial.state();
        } catch (error) {
          caught ??= error;
        }
        return step(batch, context);
      },
    };
    const trial = new nn.Trainer(program, { ...trainer.options, compile: false });
    await trial.fit(loader);
    expect(String(caught)).toContain('is whole only between its steps');
  });
});

describe('loadCheckpoint', () => {
  async function saved(options: Parameters<typeof setUp>[0] = {}): Promise<string> {
    const path = join(folder, 'run');
    const run = setUp({ epochs: 1, ...options });
    await run.trainer.fit(run.loader);
    await saveCheckpoint(run.trainer, path);
    return path;
  }

  /** Loading fails for this reason and changes nothing. */
  async function expectRefused(path: string, reason: string | RegExp): Promise<void> {
    const run = setUp({ callbacks: [nn.earlyStopping()], epochs: 1 });
    await run.trainer.fit(run.loader);
    const before = stateOf(run);
    const tensors = tf.memory().numTensors;
    await expect(loadCheckpoint(run.trainer, path)).rejects.toThrow(InvalidDataError);
    await expect(loadCheckpoint(run.trainer, path)).rejects.toThrow(reason);
    expect(stateOf(run)).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
  }

  it('leaves everything alone for a damaged file', async () => {
    const path = await saved();
    const whole = await readFile(path);
    for (const at of [whole.indexOf('"epoch') + 10, whole.length - 700, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 1;
      await writeFile(path, bytes);
      await expectRefused(path, /is damaged: its checksum|is not JSON|Not a valid/);
    }
    await writeFile(path, whole.subarray(0, whole.length - 8));
    await expectRefused(path, 'Not a valid safetensors file');
  });

  it('leaves everything alone for the checkpoint of another program, wherever it differs', async () => {
    // the first module fits
    await expectRefused(await saved({ hidden: 7 }), /run cannot be loaded: .*weight is \[7,3\] instead of \[6,3\]/);
    const run = setUp({ epochs: 1 });
    const { program, options } = run.trainer;
    const path = join(folder, 'run');
    const save = (changed: Partial<nn.TrainingProgram>) =>
      saveCheckpoint(new nn.Trainer({ ...program, ...changed }, options), path);
    await save({ optimizers: { optimizer: new nn.Sgd(run.model, { momentum: 0.9 }) } });
    await expectRefused(path, 'The state of Adam lacks sum/');
    await save({ optimizers: {} });
    await expectRefused(path, "The checkpoint has no optimizer 'optimizer'.");
    await save({ modules: { ...program.modules, third: new nn.Linear(1, 1, { random: new Random(1) }) } });
    await expectRefused(path, 'The checkpoint has modules/third/');
    await save({ averages: {} });
    await expectRefused(path, 'does not fit');
    await saveSafetensors(run.model, path);
    await expectRefused(path, 'is not a checkpoint of this version');
  });

  it('leaves everything alone when a callback cannot take its memory', async () => {
    const path = join(folder, 'run');
    const fussy = (fails: boolean): nn.StatefulCallback => ({
      name: 'fussy',
      handle: () => {},
      state: () => 1,
      restore: () => {
        if (fails) throw new Error('unknown memory');
      },
    });
    const first = setUp({ epochs: 1, callbacks: [fussy(false)] });
    await first.trainer.fit(first.loader);
    await saveCheckpoint(first.trainer, path);
    const run = setUp({ epochs: 1, callbacks: [fussy(true)] });
    const before = stateOf(run);
    await expect(loadCheckpoint(run.trainer, path)).rejects.toThrow('unknown memory');
    expect(stateOf(run)).toEqual(before);
  });

  it('is refused while the trainer runs, and for a loader of another length within an epoch', async () => {
    const path = await saved();
    const load: nn.Callback = ({ type, trainer }) => (type === 'step' ? loadCheckpoint(trainer, path) : undefined);
    const run = setUp({ callbacks: [load] });
    await expect(run.trainer.fit(run.loader)).rejects.toThrow('A run cannot be put elsewhere while it is in progress.');
    const stop: nn.Callback = ({ type, trainer }) => (type === 'step' ? trainer.stop('') : undefined);
    const stopped = setUp({ callbacks: [stop] });
    await stopped.trainer.fit(stopped.loader);
    const larger = new nn.DataLoader(stopped.loader.dataset, { batchSize: 4 });
    await expect(stopped.trainer.fit(larger)).rejects.toThrow(
      "'loader' of Trainer.fit must give 5 batches an epoch, for the run goes on after 1 of them, got 10.",
    );
  });
});

describe('a full disk', () => {
  it('is reported, and loses nothing', async () => {
    const path = join(folder, 'run');
    const reports = warnings();
    const handle = await open(join(folder, 'any'), 'w');
    const write = vi.spyOn(Object.getPrototypeOf(handle), 'writeFile');
    await handle.close();
    await rm(join(folder, 'any'));
    const full: nn.Callback = ({ type, progress }) => {
      const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      if (type === 'step' && progress.step === 4) write.mockRejectedValue(error);
      if (type === 'step' && progress.step === 6) write.mockRestore();
    };
    const { trainer, loader } = setUp({
      losses: [1, 2],
      callbacks: [full, checkpointing({ path, everySteps: 1, monitor: 'loss' })],
    });
    const { outcome } = await trainer.fit(loader);
    expect(outcome).toBe('finished');
    expect(reports).toHaveLength(3); // steps 4 and 5, and the epoch
    expect(reports[0]).toBe(
      'No checkpoint could be saved at step 4: ENOSPC: no space left on device, write. The run goes on.',
    );
    // the first epoch could not be kept as the best; the second is the best of those that were
    expect((await readCheckpoint(`${path}.best`)).step).toBe(10);
    expect((await readdir(folder)).sort()).toEqual(['run', 'run.best']);
  });

  it('keeps a best checkpoint that was written before the last one failed', async () => {
    const path = join(folder, 'run');
    const reports = warnings();
    const handle = await open(join(folder, 'any'), 'w');
    const { writeFile: write } = Object.getPrototypeOf(handle);
    await handle.close();
    await rm(join(folder, 'any'));
    const full: nn.Callback = ({ type, progress }) => {
      if (type !== 'step' || progress.step !== 10) return;
      vi.mocked(link).mockRejectedValueOnce(new Error('EPERM'));
      vi.spyOn(Object.getPrototypeOf(handle), 'writeFile')
        .mockImplementationOnce(function (this: unknown, ...args: unknown[]) {
          return write.apply(this, args);
        })
        .mockRejectedValueOnce(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    };
    const { trainer, loader } = setUp({
      losses: [3, 1, 2],
      callbacks: [full, checkpointing({ path, monitor: 'loss' })],
    });
    await trainer.fit(loader);
    expect(reports).toHaveLength(1);
    expect((await readCheckpoint(`${path}.best`)).step).toBe(10); // not replaced by the third epoch
    expect((await readCheckpoint(path)).step).toBe(15);
  });

  it('is an error at the end of the run, which can be saved elsewhere', async () => {
    const path = join(folder, 'run');
    warnings();
    const handle = await open(join(folder, 'any'), 'w');
    const write = vi.spyOn(Object.getPrototypeOf(handle), 'writeFile');
    await handle.close();
    const { trainer, loader, model } = setUp({ callbacks: [checkpointing({ path })] });
    write.mockRejectedValue(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
    await expect(trainer.fit(loader)).rejects.toThrow('ENOSPC');
    write.mockRestore();
    await saveCheckpoint(trainer, path);
    expect((await readCheckpoint(path)).modules.get('model')).toEqual(model.stateDict());
  });

  it('of its own loses nothing', async (context) => {
    const disk = join(folder, 'disk');
    try {
      execFileSync('sh', ['-c', 'mkdir "$0" && mount -t tmpfs -o size=64k tmpfs "$0"', disk], { stdio: 'ignore' });
    } catch {
      context.skip('only root can mount a small file system');
    }
    try {
      const path = join(disk, 'run');
      const reports = warnings();
      const fill: nn.Callback = async ({ type, progress }) => {
        if (type !== 'step') return;
        if (progress.step === 3) await writeFile(join(disk, 'other'), Buffer.alloc(100_000)).catch(() => {});
        if (progress.step === 5) expect((await readCheckpoint(path)).step).toBe(2);
        if (progress.step === 7) await rm(join(disk, 'other'));
      };
      const { trainer, loader } = setUp({ callbacks: [fill, checkpointing({ path, everySteps: 1 })] });
      await trainer.fit(loader);
      expect(reports.length).toBeGreaterThanOrEqual(4);
      expect(reports[0]).toMatch(/^No checkpoint could be saved at step 3: ENOSPC/);
      expect(await readdir(disk)).toEqual(['run']);
      expect((await readCheckpoint(path)).step).toBe(10);
      expect((await stat(path)).size).toBeGreaterThan(1000);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
