import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findFaults } from './layers.mjs';

const roots = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** The faults in a repository of these files, as 'file:line: message'. Every package named in a path gets a package.json. */
function faultsIn(files, manifests = {}) {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  roots.push(root);
  const write = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const folders = new Set(['packages/core', 'packages/nn', 'packages/metrics', 'packages/classic-ml', 'apps/lab']);
  for (const folder of folders) {
    const name = `@ai/${folder.split('/')[1]}`;
    const exports = { '.': {}, ...(name === '@ai/core' ? { './testing': {} } : {}) };
    write(`${folder}/package.json`, JSON.stringify({ name, exports, ...manifests[name] }, null, 2));
  }
  for (const [file, text] of Object.entries(files)) write(file, text);
  return findFaults(root).map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

describe('layers', () => {
  it('lets packages import those of lower layers and their exports', () => {
    expect(
      faultsIn({
        'packages/nn/src/a.ts': `import { tf } from '@ai/core';\nimport { readFile } from 'node:fs/promises';`,
        'packages/nn/src/a.test.ts': `import { expectClose } from '@ai/core/testing';\nimport { it } from 'vitest';`,
        'apps/lab/src/a.ts': `import { x } from '@ai/nn';\nimport { y } from '@ai/metrics';`,
      }),
    ).toEqual([]);
  });

  it('refuses imports upwards, sideways and of itself', () => {
    expect(
      faultsIn({
        'packages/core/src/a.ts': `\nimport { Module } from '@ai/nn';`,
        'packages/nn/src/a.ts': `export { accuracy } from '@ai/metrics';`,
        'packages/nn/src/b.ts': `type A = import('@ai/lab').A;`,
        'packages/nn/src/c.ts': `const nn = await import('@ai/nn');`,
      }),
    ).toEqual([
      'packages/core/src/a.ts:2: @ai/core may not depend on @ai/nn, which stands above it',
      'packages/nn/src/a.ts:1: @ai/nn may not depend on @ai/metrics: packages of one layer do not know each other',
      'packages/nn/src/b.ts:1: @ai/nn may not depend on @ai/lab, which stands above it',
      'packages/nn/src/c.ts:1: @ai/nn imports itself by name: use a relative path',
    ]);
  });

  it('holds tests to the layers as well', () => {
    expect(faultsIn({ 'packages/nn/src/a.test.ts': `import { accuracy } from '@ai/metrics';` })).toHaveLength(1);
  });

  it('holds package.json to the layers', () => {
    const faults = faultsIn({}, { '@ai/metrics': { dependencies: { '@ai/core': '^1.0.0', '@ai/nn': '^1.0.0' } } });
    expect(faults).toEqual([
      'packages/metrics/package.json:8: @ai/metrics may not depend on @ai/nn: packages of one layer do not know each other',
    ]);
  });

  it('wants a layer for a new package', () => {
    expect(faultsIn({}, { '@ai/nn': { name: '@ai/audio' } })).toEqual([
      'packages/nn/package.json:2: @ai/audio has no layer: add it to tooling/lint/layer-order.mjs',
    ]);
  });

  it('refuses deep imports and paths into other packages', () => {
    expect(
      faultsIn({
        'packages/nn/src/a.ts': `import { x } from '@ai/core/dist/x.js';\nimport { y } from '../../core/src/y.js';`,
      }),
    ).toEqual([
      "packages/nn/src/a.ts:1: '@ai/core/dist/x.js' is not an export of @ai/core",
      "packages/nn/src/a.ts:2: '../../core/src/y.js' leaves packages/nn: import other packages by name",
    ]);
  });

  it('lets only core import a tensor library or an engine, in tests too', () => {
    const code = `import * as tf from '@tensorflow/tfjs-core';\nconst ort = require('onnxruntime-node/dist/binding');`;
    const declared = { dependencies: { '@tensorflow/tfjs-core': '4.22.0', 'onnxruntime-node': '1.30.0' } };
    expect(faultsIn({ 'packages/core/src/a.ts': code }, { '@ai/core': declared })).toEqual([]);
    expect(faultsIn({ 'packages/nn/src/a.test.ts': code }, { '@ai/nn': declared })).toEqual([
      "packages/nn/src/a.test.ts:1: @tensorflow/tfjs-core may be imported by @ai/core only: import { tf } from '@ai/core'",
      "packages/nn/src/a.test.ts:2: onnxruntime-node may be imported by @ai/core only: import { tf } from '@ai/core'",
    ]);
  });

  it('wants dependencies declared', () => {
    const files = { 'packages/nn/src/a.ts': `import { encode } from 'fast-png';` };
    expect(faultsIn(files)).toEqual([
      'packages/nn/src/a.ts:1: fast-png is not among the dependencies in packages/nn/package.json',
    ]);
    expect(faultsIn(files, { '@ai/nn': { dependencies: { 'fast-png': '8' } } })).toEqual([]);
  });
});

describe('cycles', () => {
  it('names the circle', () => {
    expect(
      faultsIn({
        'packages/nn/src/a.ts': `import { b } from './deep/b.js';`,
        'packages/nn/src/deep/b.ts': `import { c } from '../c.js';`,
        'packages/nn/src/c.ts': `\nexport { a } from './a.js';`,
      }),
    ).toEqual(['packages/nn/src/a.ts:1: modules import each other in a circle: a.ts -> deep/b.ts -> c.ts -> a.ts']);
  });

  it('does not count types, imports that run later, nor two ways to one module', () => {
    expect(
      faultsIn({
        'packages/nn/src/a.ts': `import { b } from './b.js';\nimport { c } from './c.js';`,
        'packages/nn/src/b.ts': `import type { A } from './a.js';\nimport { type X } from './a.js';\nimport { c } from './c.js';`,
        'packages/nn/src/c.ts': `export const c = () => import('./a.js');`,
      }),
    ).toEqual([]);
  });
});

describe('randomness', () => {
  const faults = (code) => faultsIn({ 'packages/nn/src/a.ts': code }).map((fault) => fault.replace(/^\S+a\.ts:/, ''));

  it('refuses Math.random in every spelling, but not in words', () => {
    const code = `// Math.random\nconst a = Math.random();\nconst b = Math['random'];\nconst { random } = Math;\nconst c = 'Math.random()';`;
    expect(faults(code)).toEqual(
      [2, 3, 4].map((line) => expect.stringMatching(`^${line}: Math.random cannot be seeded`)),
    );
  });

  it('refuses random tensors without a seed', () => {
    const code = [
      'tf.randomNormal([2]);',
      "tf.randomUniform([2], 0, 1, 'float32');",
      "tf.truncatedNormal([2], 0, 1, 'float32', undefined);",
      'tf.multinomial(x, 3);',
      'tf.dropout(x, 0.5);',
      'const init = tf.randomNormal;',
      'tf.util.shuffle(x);',
    ];
    expect(faults(code.join('\n'))).toEqual(code.map((_, i) => expect.stringMatching(`^${i + 1}: tf\\.`)));
  });

  it('accepts them with one', () => {
    const code = `tf.randomNormal([2], 0, 1, 'float32', seed);\ntf.dropout(x, 0.5, undefined, 3);\ntf.multinomial(x, 3, seed);\ndropout(x);`;
    expect(faults(code)).toEqual([]);
  });

  it('reads the scripts of Svelte files, with their lines', () => {
    const page = `<p>Math.random</p>\n<script lang="ts">\n  const a = Math.random();\n</script>`;
    expect(faultsIn({ 'apps/lab/src/Page.svelte': page })).toEqual([
      expect.stringMatching(/^apps\/lab\/src\/Page\.svelte:3: Math\.random/),
    ]);
  });

  it('looks at the tooling', () => {
    expect(faultsIn({ 'tooling/x.mjs': 'Math.random();' })).toHaveLength(1);
  });
});
