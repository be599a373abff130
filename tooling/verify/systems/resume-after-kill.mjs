import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '@ai/core';

const TRIES = 20;
const script = join(import.meta.dirname, '..', 'resume', 'train.mjs');

/** Runs the training; kills it without warning after `killAfter` ms. Gives what it printed, undefined if it was killed. */
function train(path, killAfter) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    let printed = '';
    child.stdout.on('data', (data) => {
      printed += data;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') resolve(undefined);
      else if (code === 0) resolve(printed.trim());
      else reject(new Error(`The training ended with code ${code}.`));
    });
  });
}

export default {
  name: 'resume-after-kill',
  title: `of ${TRIES} trainings killed by SIGKILL at a random moment and resumed, how many end with the bits of one never killed`,
  bar: TRIES,
  higherIsBetter: true,
  async run({ log }) {
    const folder = await mkdtemp(join(tmpdir(), 'resume-'));
    try {
      const started = performance.now();
      const expected = await train(join(folder, 'whole'));
      const whole = performance.now() - started;
      const random = new Random(1);
      let equal = 0;
      // a training that ends before its kill does not count
      for (let i = 0, kills = 0; kills < TRIES && i < 3 * TRIES; i++) {
        const path = join(folder, `try-${i}`);
        const killAfter = random.uniform(0.2, 0.98) * whole;
        if ((await train(path, killAfter)) !== undefined) continue;
        kills++;
        const resumed = await train(path);
        if (resumed === expected) equal++;
        log(`killed after ${killAfter.toFixed(0)} ms: ${resumed === expected ? 'equal' : 'different'}`);
      }
      return equal;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
