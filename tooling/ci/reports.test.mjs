import { expect, it } from 'vitest';
import { summarize } from './reports.mjs';

const test = (fullName, status) => ({ fullName, status });

it('counts tests by what became of them, and files that broke before their tests', () => {
  const report = {
    testResults: [
      {
        name: '/repo/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [test('adds', 'passed'), test('subtracts', 'failed')],
      },
      {
        name: '/repo/b.test.ts',
        status: 'passed',
        message: '',
        assertionResults: [test('later', 'skipped'), test('never', 'todo')],
      },
      { name: '/repo/c.test.ts', status: 'failed', message: 'Cannot find module x\nat c', assertionResults: [] },
    ],
  };
  const { passed, skipped, failures, files } = summarize(report, '/repo');
  expect({ passed, skipped, failures }).toEqual({
    passed: 1,
    skipped: 2,
    failures: ['a.test.ts: subtracts', 'c.test.ts: Cannot find module x'],
  });
  expect(files).toHaveLength(3);
});
