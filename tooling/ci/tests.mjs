import { command } from './command.mjs';
import { readReports } from './reports.mjs';
import { failure } from './tally.mjs';

const BROWSER_TEST = 'apps/lab/test/browser.test.ts';

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
    const tests =
      reports.flatMap(({ files }) => files).find(({ name }) => name === BROWSER_TEST)?.assertionResults ?? [];
    if (tests.length === 0 || tests.some(({ status }) => status !== 'passed')) {
      throw failure(`${BROWSER_TEST} was skipped or failed`);
    }
  });
}
