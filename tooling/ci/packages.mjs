// npm run check-packages: the packages as a user gets them. Each is packed, linted, has its types resolved; then all are
// installed into an empty folder, imported by Node and used by a type-checked program.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { workspacePackages } from '../presets/workspace.mjs';
import { command, root } from './command.mjs';
import { failure, Tally } from './tally.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

export async function checkPackages(tally) {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    const packages = workspacePackages().filter(({ manifest }) => !manifest.private);
    const packed = [];
    for (const one of packages) {
      const { name } = one.manifest;
      await tally.check(`pack ${name}`, async () => {
        packed.push({ ...one, ...(await pack(one.folder, folder)) });
      });
    }
    for (const { manifest, tarball, files } of packed) {
      await tally.check(`contents of ${manifest.name}`, () => checkContents(files));
      await tally.check(`publint ${manifest.name}`, () => command(bin('publint'), ['run', tarball, '--strict']));
      await tally.check(`attw ${manifest.name}`, () =>
        command(bin('attw'), [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']),
      );
    }
    await checkConsumer(tally, join(folder, 'consumer'), packed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pack(source, destination) {
  const output = await command('npm', ['pack', '--json', '--pack-destination', destination], {
    cwd: source,
    capture: true,
  });
  const [{ filename, files }] = JSON.parse(output);
  return { tarball: join(destination, filename), files: files.map(({ path }) => path) };
}

function checkContents(files) {
  for (const needed of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']) {
    if (!files.includes(needed)) throw failure(`${needed} is missing`);
  }
  const stray = files.find((path) => /\.test\.|(^|\/)golden\//.test(path));
  if (stray) throw failure(`${stray} does not belong there`);
}

/** An empty folder with all packages installed from their tarballs. */
async function checkConsumer(tally, folder, packed) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const tarballs = packed.map(({ tarball }) => tarball);
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  const installed = await tally.check('install the packed packages', () =>
    command('npm', ['install', ...flags, ...tarballs], { cwd: folder }),
  );
  if (!installed) return;
  const entries = packed.flatMap(({ manifest }) => entriesOf(manifest));
  for (const entry of entries) {
    await tally.check(`import ${entry}`, () => {
      const program = `const names = Object.keys(await import('${entry}')); if (names.length === 0) throw new Error('nothing is exported'); console.log(names.length, 'exports');`;
      return command(process.execPath, ['--input-type=module', '--eval', program], { cwd: folder });
    });
  }
  writeFileSync(join(folder, 'consumer.ts'), consumerProgram(entries));
  await tally.check('run a program on the packed packages', () => runConsumer(folder));
  await tally.check('run folds in worker threads of the packed package', () =>
    command(process.execPath, ['--input-type=module', '--eval', WORKER_PROGRAM], { cwd: folder }),
  );
  for (const [resolution, module] of [
    ['NodeNext', 'NodeNext'],
    ['Bundler', 'ESNext'],
  ]) {
    await tally.check(`type-check a program with moduleResolution ${resolution}`, () =>
      typeCheck(folder, resolution, module),
    );
  }
}

/** Worker threads start from a file of the installed package, and the process ends although they are idle. */
const WORKER_PROGRAM = `
import { crossValidate, crossValidateParallel, KNeighborsClassifier, makeBlobs } from '@ai/classic-ml';
const { x, y } = makeBlobs({ numSamples: 60, seed: 1 });
const { testScores } = await crossValidateParallel(new KNeighborsClassifier(), x, y, { workers: 2 });
if (String(testScores) !== String(crossValidate(new KNeighborsClassifier(), x, y).testScores)) throw new Error('other scores');
`;

/** Specifiers of a package's entries that have types: '@ai/core', '@ai/core/testing'. Testing kits need a test runner. */
const entriesOf = ({ name, exports }) =>
  Object.entries(exports)
    .filter(([, target]) => typeof target === 'object' && target.types)
    .map(([subpath]) => name + subpath.slice(1))
    .filter((entry) => !entry.endsWith('/testing'));

/** A program as a user might write it: chained operations, a gradient, and every entry imported. */
function consumerProgram(entries) {
  return `import { tf } from '@ai/core';
${entries.map((entry, i) => `import * as entry${i} from '${entry}';`).join('\n')}

const x: tf.Tensor2D = tf.tensor2d([[1, -2], [3, 4]]);
const y: tf.Scalar = x.relu().matMul(x, false, true).add(1).square().sum().asScalar();
const [dx] = tf.grads((a: tf.Tensor) => a.mul(a).mean())([x]);
const value: number = y.dataSync()[0] + dx.arraySync().toString().length;
if (!Number.isFinite(value)) throw new Error('not a number');
console.log([${entries.map((_, i) => `Object.keys(entry${i}).length`).join(', ')}], value);
`;
}

async function runConsumer(folder) {
  const { outputText } = ts.transpileModule(consumerSource(folder), {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  writeFileSync(join(folder, 'consumer.js'), outputText);
  await command(process.execPath, ['consumer.js'], { cwd: folder });
}

const consumerSource = (folder) => ts.sys.readFile(join(folder, 'consumer.ts'));

/** Strict, without skipLibCheck; faults in the declarations of third parties are theirs and do not count. */
function typeCheck(folder, moduleResolution, module) {
  const { options } = ts.convertCompilerOptionsFromJson(
    { module, moduleResolution, strict: true, target: 'ES2022', lib: ['ES2022', 'DOM'], types: [], noEmit: true },
    folder,
  );
  const program = ts.createProgram([join(folder, 'consumer.ts')], options);
  const faults = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => !file || !/node_modules\/(?!@ai\/)/.test(file.fileName.replaceAll('\\', '/')));
  if (faults.length === 0) return;
  const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => '\n' };
  throw failure(ts.formatDiagnostics(faults, host));
}

if (process.argv[1] === import.meta.filename) {
  const tally = new Tally();
  await checkPackages(tally);
  tally.finish();
}
