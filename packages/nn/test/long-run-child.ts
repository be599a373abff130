// Trains a small network with everything that a run can remember, going on from the checkpoint if it is there.
// Usage: node long-run-child.mjs <checkpoint> [steps] [--save-every-step] [--slow-end] [--validate-within]; prints 'step N' after each step, at the end how the run ended and a hash of its state.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Random } from '@ai/core';
import * as nn from '../src/index.js';
import { checkpointing, csvLog, loadCheckpoint } from '../src/node.js';

const [path, steps = '40', ...flags] = process.argv.slice(2);
const random = new Random(1);
const x = nn.ndArray(
  Float32Array.from({ length: 88 * 4 }, () => random.normal()),
  [88, 4],
);
const y = nn.ndArray(Int32Array.from({ length: 88 }, () => random.integer(0, 3)));
const data = new nn.ArrayDataset(x, y);
const loader = new nn.DataLoader(data, { batchSize: 8, shuffle: true, seed: 2 }); // 11 batches, 4 steps, an epoch
const model = new nn.Sequential(
  new nn.Linear(4, 16, { random }),
  new nn.BatchNorm1d(16),
  new nn.Dropout(0.3),
  new nn.Linear(16, 3, { random }),
);
const optimizer = new nn.AdamW(model, { learningRate: 0.02 });
const ema = new nn.Ema(model, { decay: 0.9 });
const program = nn.supervised({ model, optimizer, loss: nn.crossEntropy, clipNorm: 1, ema });
const trainer = new nn.Trainer(program, {
  steps: Number(steps),
  accumulate: 3,
  seed: 5,
  validation: new nn.DataLoader(new nn.Subset(data, [1, 3, 5, 7])),
  validateEverySteps: flags.includes('--validate-within') ? 3 : undefined,
  schedule: nn.warmUp(5, nn.cosineDecay(60)),
  callbacks: [
    checkpointing({ path, everySteps: flags.includes('--save-every-step') ? 1 : undefined, monitor: 'loss' }),
    nn.earlyStopping({ patience: 1000 }),
    csvLog({ path: `${path}.csv`, everySteps: 1 }),
    async ({ type, progress }) => {
      if (type === 'step') console.log(`step ${progress.step}`);
      if (type === 'end' && flags.includes('--slow-end')) await new Promise((resolve) => setTimeout(resolve, 60_000));
    },
  ],
});
if (existsSync(path)) await loadCheckpoint(trainer, path);
const listeners = process.listenerCount('SIGINT');
const result = await trainer.fit(loader);
const hash = createHash('sha256').update(JSON.stringify(trainer.state()));
for (const state of [model.stateDict(), optimizer.state().slots, ema.state()]) {
  for (const [name, { data }] of state) hash.update(name).update(data);
}
const left = process.listenerCount('SIGINT') - listeners;
console.log(JSON.stringify({ ...result, history: result.history.length, hash: hash.digest('hex'), left }));
