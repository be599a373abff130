import system from '@ai/tooling/verify/systems/mlp-digits.mjs';
import { expect, it } from 'vitest';

it('a perceptron learns the digits: the proof script of the same name', async () => {
  expect(await system.run({ log: () => {} })).toBeGreaterThanOrEqual(system.bar);
});
