// Trains a small network with a checkpoint after every step, going on from the file if it is there; writes the weights' hash at the end.
// Usage: node train.mjs <checkpoint>
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Random } from '@ai/core';
import {
  Adam,
  ArrayDataset,
  BatchNorm1d,
  crossEntropy,
  DataLoader,
  Dropout,
  Linear,
  ndArray,
  Sequential,
  supervised,
  Trainer,
} from '@ai/nn';
import { checkpointing, loadCheckpoint } from '@ai/nn/node';

const path = process.argv[2];
const random = new Random(1);
const x = ndArray(
  Float32Array.from({ length: 512 * 8 }, () => random.normal()),
  [512, 8],
);
const y = ndArray(Int32Array.from({ length: 512 }, () => random.integer(0, 3)));
const loader = new DataLoader(new ArrayDataset(x, y), { batchSize: 32, shuffle: true, seed: 2 });
const model = new Sequential(
  new Linear(8, 64, { random }),
  new BatchNorm1d(64),
  new Dropout(0.3),
  new Linear(64, 3, { random }),
);
const program = supervised({ model, optimizer: new Adam(model), loss: crossEntropy });
const trainer = new Trainer(program, { epochs: 6, seed: 5, callbacks: [checkpointing({ path, everySteps: 1 })] });
if (existsSync(path)) await loadCheckpoint(trainer, path);
await trainer.fit(loader);
const hash = createHash('sha256');
for (const [name, { data }] of model.stateDict()) hash.update(name).update(data);
console.log(hash.digest('hex'));
