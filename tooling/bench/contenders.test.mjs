import { expect, it } from 'vitest';
import { contendersOf } from './contenders.mjs';

const workload = { file: 'knn.mjs', node: { 'ml.js': 'knn-mljs.mjs' }, python: { 'scikit-learn': 'knn_sklearn.py' } };

it('starts with ours and adds the peers of the workload', () => {
  const names = contendersOf(workload, { python: 'python', threads: 1 }).map(({ name }) => name);
  expect(names[0]).toBe('ours');
  expect(names).toEqual(expect.arrayContaining(['ml.js', 'scikit-learn']));
});

it('keeps only the peers asked for, and ours', () => {
  const contenders = contendersOf(workload, { python: 'python', threads: 1, only: ['ml.js'] });
  expect(contenders.map(({ name }) => name)).toEqual(['ours', 'ml.js']);
  expect(contenders[1].request.file).toMatch(/peers.knn-mljs\.mjs$/);
});

it('has no peer in Python without an interpreter', () => {
  expect(contendersOf(workload, { threads: 1 }).map(({ name }) => name)).not.toContain('scikit-learn');
});
