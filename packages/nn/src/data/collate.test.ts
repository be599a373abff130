import { expect, it } from 'vitest';
import { ndArray } from '../array/nd-array.js';
import { stackSamples } from './collate.js';

it('stackSamples stacks arrays and numbers place by place', () => {
  const samples = [1, 2].map((n) => [ndArray([n, n + 0.5], [1, 2]), n, n / 2, ndArray([n], [])]);
  expect(stackSamples(samples)).toEqual([
    ndArray([1, 1.5, 2, 2.5], [2, 1, 2]),
    ndArray(Int32Array.of(1, 2)),
    ndArray([0.5, 1]),
    ndArray([1, 2]),
  ]);
});

it('stackSamples refuses samples that differ in length, kind or shape', () => {
  const refused =
    "'samples' of stackSamples must hold arrays of kind Float32Array and shape [2], got samples that differ.";
  for (const other of [
    [],
    [1],
    [ndArray([1, 2], [2, 1])],
    [ndArray(Int32Array.of(1, 2))],
    [ndArray(new Uint8Array(2))],
  ]) {
    expect(() => stackSamples([[ndArray([1, 2])], other])).toThrow(refused);
  }
  const { buffer } = new Float32Array(2);
  const moved = { data: new Float32Array(buffer), shape: [2] };
  structuredClone(buffer, { transfer: [buffer] });
  expect(() => stackSamples([[ndArray([1, 2])], [moved]])).toThrow(refused); // its memory is gone
  expect(() => stackSamples([[1], [ndArray([1])]])).toThrow('must hold a number in every sample');
});
