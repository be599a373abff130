// The reports that vitest leaves in each package (tooling/presets/vitest.mjs), summed.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workspacePackages } from '../presets/workspace.mjs';
import { root } from './command.mjs';
import { failure } from './tally.mjs';

const tooling = join(root, 'tooling');

/** Every workspace that has tests: its name and the path of its report. */
function testedPackages() {
  const toolingPackage = { folder: tooling, manifest: JSON.parse(readFileSync(join(tooling, 'package.json'), 'utf8')) };
  return [...workspacePackages(), toolingPackage]
    .filter(({ manifest }) => manifest.scripts?.test)
    .map(({ folder, manifest }) => ({ name: manifest.name, report: join(folder, '.turbo', 'test-report.json') }));
}

export function removeReports() {
  for (const { report } of testedPackages()) rmSync(report, { force: true });
}

/** Per package: the number of tests passed and skipped, and the names of those that failed. */
export function readReports() {
  return testedPackages().map(({ name, report }) => {
    if (!existsSync(report)) return { name, passed: 0, skipped: 0, failures: [`${name}: no test report`], files: [] };
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const files = testResults.map((file) => ({ ...file, name: relative(root, file.name) }));
    const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
    const count = (status) => tests.filter((test) => test.status === status).length;
    const failures = tests.filter(({ status }) => status === 'failed').map((test) => `${test.file}: ${test.fullName}`);
    const broken = files.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
    );
    failures.push(...broken.map((file) => `${file.name}: ${file.message.split('\n')[0]}`));
    return {
      name,
      passed: count('passed'),
      skipped: tests.length - count('passed') - count('failed'),
      failures,
      files,
    };
  });
}

const isFailed = ({ status }) => status === 'failed';

/** Adds the tests of the last `npm test` to the tally, and sees to it that the page was tested in a browser. */
export async function checkReports(tally) {
  const reports = readReports();
  for (const { passed, failures } of reports) tally.add(passed, failures);
  await tally.check('the page ran in a browser', () => {
    const file = reports.flatMap(({ files }) => files).find(({ name }) => name === 'apps/lab/test/browser.test.ts');
    const tests = file?.assertionResults ?? [];
    if (tests.length === 0 || tests.some(({ status }) => status !== 'passed')) {
      throw failure('apps/lab/test/browser.test.ts was skipped or failed');
    }
  });
}
