// The code that each experiment gives away runs as it is, and finds the same numbers.
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appRoot } from '../src/app-root.js';
import { experiments } from '../src/experiments/index.js';
import type { OptionValues } from '../src/options.js';
import { checkOptions } from '../src/request.js';
import { execute, Pace } from '../src/runner/execute.js';
import { built } from './built.js';

const folder = join(appRoot, 'runs', 'scripts');
beforeAll(() => {
  built('cli/main.js'); // the scripts import the built packages
  mkdirSync(folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function runScript(id: string, script: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = join(folder, `${id}.mjs`);
  writeFileSync(file, script);
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { cwd: join(appRoot, '..', '..') }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** Settings that keep the slow ones short. */
const QUICK: Record<string, OptionValues> = {
  'cnn-digits': { epochs: 2, filters: 4 },
  overfitting: { steps: 100 },
  'mlp-boundary': { steps: 100, shape: 'spirals' },
  'lstm-addition': { steps: 20 },
  'k-means': { shape: 'unequal', init: 'kMeans++' },
};

/** What a script's package warns of: the clouds of this seed overlap. */
const WARNS: Record<string, string> = { perceptron: 'Perceptron has not separated the classes in 30 passes.' };

/** The value of the experiment that its script prints, and how the script words it. */
const SAME: Record<string, [value: string, print: RegExp]> = {
  coin: ['mean', /posterior mean (\S+)/],
  'gaussian-mle': ['deviation', /deviation (\S+)/],
  correlation: ['kendall', /Kendall (\S+)/],
  divergence: ['reverse', /D\(Q\|\|P\) (\S+)/],
  'gradient-descent': ['x', /x: (\S+),/],
  'linear-paths': ['testR2', /R2 on held-out rows (\S+)/],
  'logistic-boundary': ['weightX', /gradient descent \[ (\S+),/],
  'knn-digits': ['accuracy', /accuracy (\S+)/],
  'knn-iris': ['trainAccuracy', /accuracy on the points shown (\S+)/],
  'k-means': ['inertia', /\] inertia (\S+)|inertia (\S+)\s*$/],
  'gaussian-mixture': ['likelihood', /log likelihood of a point (\S+)/],
  'tree-boundary': ['test', /accuracy on held-out points (\S+)/],
  'grid-world': ['start', /the start is worth (\S+)/],
  'cliff-walk': ['sarsa', /sarsa return of the last fifth (\S+)/],
  'bayes-rule': ['last', /after test 3 ill (\S+)/],
  'text-entropy': ['entropy', /entropy of the letters (\S+)/],
  perceptron: ['w1', /weights Float64Array\(2\) \[ (\S+),/],
  'lstm-addition': ['bits', /right bits of numbers twice as long (\S+)/],
  'pca-digits': ['kept', /variance kept (\S+)/],
  'mlp-boundary': ['testAccuracy', /accuracy on held-out points (\S+)/],
  'cnn-digits': ['accuracy', /accuracy on held-out digits (\S+)/],
  optimizers: ['adam', /adam (\S+)/],
};

it.each(experiments.map((experiment) => [experiment.id, experiment] as const))(
  'the script of %s',
  async (id, experiment) => {
    const options = checkOptions(experiment, QUICK[id] ?? {});
    const { code, stdout, stderr } = await runScript(id, experiment.script(options, 3));
    expect(stderr.replace(/^epoch \d+: .*$/gm, '').trim()).toBe(WARNS[id] ?? '');
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(10);
    if (!SAME[id]) return;
    const [name, print] = SAME[id];
    const signal = new AbortController().signal;
    const result = await execute(experiment, options, 3, { pace: new Pace(), signal, onEvent: () => {} });
    const printed = stdout.match(print)?.slice(1).find(Boolean);
    expect(printed, stdout).toBeDefined();
    const value = result.values[name].value as number;
    expect(Math.abs(Number(printed) - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  },
);
