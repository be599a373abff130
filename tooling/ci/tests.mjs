import { command } from './command.mjs';
import { readReports } from './reports.mjs';
import { failure } from './tally.mjs';

const PAGE_TESTS = 'apps/lab/test/page/';

/** Runs `npm test`, adds its tests to the tally, and sees to it that the page was tested in a browser. */
export async function checkTests(tally) {
  console.log('\n=== npm test');
  const error = await command('npm', ['test']).then(
    () => undefined,
    (reason) => reason,
  );
  const reports = readReports();
  const failures = reports.flatMap((report) => report.failures);
  for (const { passed, failures } of reports) tally.add(passed, failures);
  if (error && failures.length === 0) tally.fail('npm test', error); // otherwise the failed tests say it
  await tally.check('the page ran in a browser', () => {
    const files = reports.flatMap((report) => report.files).filter(({ name }) => name.startsWith(PAGE_TESTS));
    const experiments = files.find(({ name }) => name.endsWith('/experiments.test.ts'))?.assertionResults ?? [];
    if (experiments.length === 0 || experiments.some(({ status }) => status !== 'passed')) {
      throw failure(`the experiments of ${PAGE_TESTS} were skipped or failed`);
    }
  });
}
