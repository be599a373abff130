import type { ChildProcess } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments/index.js';
import { checkOptions, findExperiment } from '../src/request.js';
import { limits } from '../src/server/limits.js';
import { type Run, Runs } from '../src/server/runs.js';
import { built } from './built.js';

built('runner/process.js');
const runs = new Runs();
afterAll(() => runs.close());

function start(steps: number, delay: number): Run {
  const experiment = findExperiment('gradient-descent', experiments);
  const options = checkOptions(experiment, { steps });
  return runs.start(experiment, { experiment: experiment.id, options, seed: 0, delay, paused: false });
}

function ended(run: Run): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (run.ended) resolve();
    };
    run.listeners.add(check);
    check();
  });
}

function firstEvent(run: Run): Promise<void> {
  return new Promise((resolve) => {
    run.listeners.add(({ kind }) => (kind === 'events' || run.ended) && resolve());
  });
}

function processOf(run: Run): ChildProcess {
  return (run as unknown as { process: ChildProcess }).process;
}

describe('a run', () => {
  it('whose process dies fails, and the next one goes on', async () => {
    const run = start(200, 100);
    await firstEvent(run);
    processOf(run).kill('SIGKILL');
    await ended(run);
    expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining('SIGKILL') });
    const next = start(5, 0);
    await ended(next);
    expect(next.status).toBe('done');
  });

  it('that hangs is ended when it is stopped', async () => {
    const run = start(200, 100);
    await firstEvent(run);
    const child = processOf(run);
    child.kill('SIGSTOP'); // it computes no more and hears nothing
    const exited = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    run.control('stop');
    await ended(run);
    expect(run.status).toBe('stopped');
    expect(await exited).toBe('SIGKILL');
  });

  it('is forgotten after many others, so that memory stays bounded', async () => {
    for (const run of runs.all()) run.listeners.clear();
    const busy = Array.from({ length: limits.runningAtOnce }, () => start(200, 1000));
    const first = start(1, 0);
    first.control('stop'); // it was still waiting in line
    expect(first.status).toBe('stopped');
    for (let i = 0; i < limits.keptRuns; i++) start(1, 0).control('stop');
    expect(runs.get(first.id)).toBeUndefined();
    expect(runs.all().length).toBeLessThanOrEqual(limits.keptRuns + busy.length);
    for (const run of busy) run.control('stop');
    await Promise.all(busy.map(ended));
  });

  it('that is forgotten lets the process go that waits to be asked', async () => {
    const experiment = findExperiment('knn-digits', experiments);
    const options = checkOptions(experiment, { testShare: 0.1 });
    const run = runs.start(experiment, { experiment: experiment.id, options, seed: 0, delay: 0, paused: false });
    await ended(run);
    expect(run.answers).toBe(true);
    const exited = new Promise((resolve) => processOf(run).on('exit', (_, signal) => resolve(signal)));
    for (const each of runs.all()) each.listeners.clear();
    const busy = Array.from({ length: limits.runningAtOnce }, () => start(200, 1000));
    for (let i = 0; i < limits.keptRuns; i++) start(1, 0).control('stop');
    expect(runs.get(run.id)).toBeUndefined();
    expect(await exited).toBe('SIGKILL');
    for (const each of busy) each.control('stop');
    await Promise.all(busy.map(ended));
  });
});
