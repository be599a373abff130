import { expect, it } from 'vitest';
import { pickNames } from './names.mjs';

const names = ['conv-gradients', 'knn', 'matmul'];

it('picks everything when nothing is asked for, else what is asked for, once', () => {
  expect(pickNames(names, [], 'workload')).toEqual(names);
  expect(pickNames(names, ['matmul', 'knn', 'matmul'], 'workload')).toEqual(['matmul', 'knn']);
});

it('names the closest match of an unknown name', () => {
  expect(() => pickNames(names, ['knn', 'matmull'], 'workload')).toThrow(
    "Unknown workload 'matmull'. Did you mean 'matmul'? There are: conv-gradients, knn, matmul.",
  );
});
