import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What a program that uses the tally prints last, and its exit code. */
function run(program) {
  const source = `import { failure, Tally } from ${JSON.stringify(join(import.meta.dirname, 'tally.mjs'))};
const tally = new Tally();
${program}
tally.finish();`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    encoding: 'utf8',
  });
  return { lines: stdout.trim().split('\n'), status };
}

it('ends with the sum and code 0 when everything passes', () => {
  const { lines, status } = run(`await tally.check('a', () => {}); tally.add(41, []);`);
  expect(lines.at(-1)).toBe('42 passed, 0 failed');
  expect(status).toBe(0);
});

it('names the failures, sums them and ends with code 1', () => {
  const { lines, status } = run(
    `await tally.check('lint', async () => { throw failure('3 faults'); }); await tally.check('b', () => {}); tally.add(2, ['x.test.ts: adds']);`,
  );
  expect(lines).toContain('3 faults');
  expect(lines.slice(-3)).toEqual(['FAILED lint', 'FAILED x.test.ts: adds', '3 passed, 2 failed']);
  expect(status).toBe(1);
});
