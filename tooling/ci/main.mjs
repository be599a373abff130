// The checks of continuous integration, in order; what each does stands in the module of its name. Uses Node alone until the
// clean install has run.
import { availableParallelism } from 'node:os';
import { commandStep } from './command.mjs';
import { Tally } from './tally.mjs';

const tally = new Tally();
const npm = (...args) => commandStep('npm', args);

async function main() {
  console.log(`Node ${process.versions.node}, ${availableParallelism()} cores`);
  if (!(await tally.check('clean install', npm('ci', '--no-progress')))) return;
  const [{ ensureChromium }, { checkPackages }, { checkLab }, { checkTests }] = await Promise.all([
    import('./chromium.mjs'),
    import('./packages.mjs'),
    import('./lab.mjs'),
    import('./tests.mjs'),
  ]);
  await tally.check('chromium is there', ensureChromium);
  await tally.check('lint', npm('run', 'lint'));
  const built = await tally.check('build', npm('run', 'build'));
  await tally.check('typecheck', npm('run', 'typecheck'));
  await checkTests(tally);
  await tally.check('conformance of the onnx engine', npm('run', 'conformance'));
  if (!built) return;
  await checkPackages(tally);
  await checkLab(tally);
}

try {
  await main();
} catch (error) {
  tally.fail('the checks themselves', error);
}
tally.finish();
