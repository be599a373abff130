// Promises about runs that only processes of their own can show: signals, kills, and going on in a new process.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '@ai/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../src/node.js';

const script = fileURLToPath(new URL('./long-run-child.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What `fit` gave, if it came to that. */
  readonly result: { outcome: string; reason: string; steps: number; hash: string; left: number } | undefined;
}

/** Runs the training; `onStep` is told of each step and may send signals. */
function train(args: string[], onStep: (step: number, child: ChildProcess) => void = () => {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      const before = printed.split('\n').length - 1;
      printed += data;
      for (const line of printed.split('\n').slice(before, -1)) {
        if (line.startsWith('step')) onStep(Number(line.slice(5)), child);
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const last = printed.trimEnd().split('\n').at(-1) ?? '';
      resolve({ code, signal, result: last.startsWith('{') ? JSON.parse(last) : undefined });
    });
  });
}

let folder: string;
let whole: { hash: string; log: string };
beforeAll(async () => {
  const own = await mkdtemp(join(tmpdir(), 'nn-'));
  const { result } = await train([join(own, 'run'), '40']);
  expect(result).toMatchObject({ outcome: 'finished', steps: 40, left: 0 });
  whole = { hash: result!.hash, log: await readFile(join(own, 'run.csv'), 'utf8') };
  await rm(own, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a run that goes on in a new process', () => {
  it('has the bits of one that never stopped: weights, averages, optimizer, order, random state, schedule, log', async () => {
    const path = join(folder, 'run');
    expect((await train([path, '18'])).result).toMatchObject({ outcome: 'finished', steps: 18 }); // amid an epoch
    expect((await train([path, '40'])).result).toMatchObject({ outcome: 'finished', steps: 40, hash: whole.hash });
    expect(await readFile(`${path}.csv`, 'utf8')).toBe(whole.log);
  });

  it.each([1, 2, 3])('has them after a kill without warning too (try %d)', async (attempt) => {
    const path = join(folder, 'run');
    const random = new Random(attempt);
    const last = random.integer(3, 36);
    const delay = random.uniform(0, 15); // anywhere in what follows the step, checkpoints included
    const killed = await train([path, '40', '--save-every-step'], (step, child) => {
      if (step === last) setTimeout(() => child.kill('SIGKILL'), delay);
    });
    expect(killed).toEqual({ code: null, signal: 'SIGKILL', result: undefined });
    expect((await readCheckpoint(path)).step).toBeGreaterThanOrEqual(last - 1);
    expect((await train([path, '40', '--save-every-step'])).result?.hash).toBe(whole.hash);
    expect(await readFile(`${path}.csv`, 'utf8')).toBe(whole.log);
  });
});

describe('a run that is validated within its epochs', () => {
  it('has the same bits after a kill and after Ctrl-C', async () => {
    const flags = ['--validate-within', '--save-every-step'];
    const [path, other] = [join(folder, 'run'), join(folder, 'whole')];
    const uncut = (await train([other, '40', ...flags])).result;
    await train([path, '40', ...flags], (step, child) => {
      if (step === 9) child.kill('SIGKILL');
    });
    const { result } = await train([path, '40', ...flags], (step, child) => {
      if (step === 20) child.kill('SIGINT');
    });
    expect(result?.outcome).toBe('interrupted');
    expect((await train([path, '40', ...flags])).result?.hash).toBe(uncut?.hash);
    expect(await readFile(`${path}.csv`, 'utf8')).toBe(await readFile(`${other}.csv`, 'utf8'));
  });
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'finishes the step, saves, and lets the program go on (%s)',
    async (signal) => {
      const path = join(folder, 'run');
      const { code, result } = await train([path, '100000'], (step, child) => {
        if (step === 6) child.kill(signal);
      });
      expect(code).toBe(0);
      expect(result).toMatchObject({ outcome: 'interrupted', reason: signal, left: 0 });
      expect((await readCheckpoint(path)).step).toBe(result!.steps);
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      if (result!.steps <= 40) expect((await train([path, '40'])).result?.hash).toBe(whole.hash);
    },
  );

  it('a second time ends the process at once', async () => {
    const path = join(folder, 'run');
    const ended = await train([path, '100000', '--slow-end'], (step, child) => {
      if (step !== 6) return;
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGINT'), 1000);
    });
    expect(ended).toEqual({ code: null, signal: 'SIGINT', result: undefined });
  });
});
