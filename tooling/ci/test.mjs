// npm test: the tests of every package, one package after the other, and a summary.
import { spawnSync } from 'node:child_process';
import { readReports, removeReports } from './reports.mjs';

removeReports();
const turbo = ['run', 'test', '--concurrency=1', '--output-logs=full', '--continue=dependencies-successful'];
const { status } = spawnSync('turbo', [...turbo, ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32', // npm's shims are .cmd files there
});

const reports = readReports();
const total = { passed: 0, skipped: 0, failed: 0 };
console.log('');
for (const { name, passed, skipped, failures } of reports) {
  total.passed += passed;
  total.skipped += skipped;
  total.failed += failures.length;
  console.log(`${name.padEnd(18)} ${sentence(passed, failures.length, skipped)}`);
  for (const failed of failures) console.log(`  FAILED ${failed}`);
}
console.log(`${'All tests:'.padEnd(18)} ${sentence(total.passed, total.failed, total.skipped)}`);
process.exitCode = status === 0 && total.failed > 0 ? 1 : (status ?? 1);

function sentence(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
