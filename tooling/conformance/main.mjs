// npm run conformance: runs the suite on the JavaScript backend and on an engine, and lists the specs that only the engine fails.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../presets/workspace.mjs';
import { bundleSuite } from './suite.mjs';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'onnx' },
    only: { type: 'string', multiple: true, default: ['tests.js'] },
  },
});
const folder = join(root, 'tooling', 'node_modules', '.cache', 'conformance');
mkdirSync(folder, { recursive: true });
const bundle = await bundleSuite(join(folder, 'suite.cjs'), values.only);

function run(backend) {
  const report = join(folder, `${backend}.json`);
  const runner = join(root, 'tooling', 'conformance', 'run.cjs');
  const child = spawnSync(process.execPath, [runner, bundle, report], {
    env: { ...process.env, CONFORMANCE_BACKEND: backend, AI_ENGINE: backend },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (child.signal) throw new Error(`The suite on '${backend}' was ended by ${child.signal}.`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

const reference = run('cpu');
const measured = run(values.engine);
const passes = new Set(reference.passed);
const exceptions = JSON.parse(readFileSync(join(root, 'tooling', 'conformance', 'exceptions.json'), 'utf8'));
const reasonFor = (name) => exceptions.find(({ pattern }) => new RegExp(pattern).test(name))?.reason;
const regressions = measured.failed.filter(({ name }) => passes.has(name.replace(values.engine, 'cpu')));
const unexplained = regressions.filter(({ name }) => !reasonFor(name));

for (const { name, message } of unexplained) console.log(`FAILED ${name}\n    ${message.split('\n')[0]}`);
for (const { name } of regressions.filter(({ name }) => reasonFor(name)))
  console.log(`excepted ${name}: ${reasonFor(name)}`);
console.log(
  `${values.engine}: ${measured.passed.length} of ${reference.passed.length} specs that the JavaScript backend passes; ` +
    `${regressions.length - unexplained.length} excepted, ${unexplained.length} failed`,
);
process.exitCode = unexplained.length > 0 ? 1 : 0;
