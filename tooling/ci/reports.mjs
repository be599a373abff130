// The reports that vitest leaves in each package (tooling/presets/vitest.mjs), summed.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workspacePackages } from '../presets/workspace.mjs';
import { root } from './command.mjs';

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

/** Per package: the number of tests passed and skipped, the names of those that failed, and the files. */
export function readReports() {
  return testedPackages().map(({ name, report }) => {
    if (!existsSync(report)) return { name, passed: 0, skipped: 0, failures: [`${name}: no test report`], files: [] };
    return { name, ...summarize(JSON.parse(readFileSync(report, 'utf8')), root) };
  });
}

/** What one report of vitest says; a file that failed outside of its tests counts as one failure. */
export function summarize({ testResults }, base) {
  const files = testResults.map((file) => ({ ...file, name: relative(base, file.name) }));
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failures = tests.filter(isFailed).map(({ file, fullName }) => `${file}: ${fullName}`);
  const skipped = tests.length - passed - failures.length;
  const broken = files.filter((file) => isFailed(file) && !file.assertionResults.some(isFailed));
  failures.push(...broken.map(({ name, message }) => `${name}: ${message.split('\n')[0]}`));
  return { passed, skipped, failures, files };
}

const isFailed = ({ status }) => status === 'failed';
