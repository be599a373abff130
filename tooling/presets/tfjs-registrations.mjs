// TensorFlow.js publishes the registrations of its gradients and chained operations only as ESM without extensions, which Node
// cannot load. This bundles them into one file in which everything that @tensorflow/tfjs-core exports is imported from there, so
// that no part of the library exists twice at run time.
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './workspace.mjs';

/** The module specifiers that the bundle stands for. */
export const REGISTRATIONS = [
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops',
];

const require = createRequire(join(root, 'packages', 'core', 'package.json'));

/** An esbuild plugin that replaces modules of tfjs-core by imports from its public entry wherever that exports the same names. */
function fromPublicEntry() {
  return {
    name: 'tfjs-from-public-entry',
    setup(build) {
      const publicNames = new Set(Object.keys(require('@tensorflow/tfjs-core')));
      build.onLoad({ filter: /tfjs-core[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (/[\\/]dist[\\/]engine\.js$/.test(path)) {
          return { contents: `import { engine } from '@tensorflow/tfjs-core'; export const ENGINE = engine();` };
        }
        if (/[\\/]ops[\\/]ops\.js$/.test(path)) return { contents: `export * from '@tensorflow/tfjs-core';` };
        const names = exportedNames(source);
        if (names.length === 0 || !names.every((name) => publicNames.has(name))) return undefined;
        return { contents: `export { ${names.join(', ')} } from '@tensorflow/tfjs-core';` };
      });
      build.onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, (args) => ({ path: args.path, external: true }));
    },
  };
}

function exportedNames(source) {
  const declared = [...source.matchAll(/^export (?:const|let|function|class|var|async function) (\w+)/gm)].map(
    (m) => m[1],
  );
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap((m) =>
    m[1]
      .split(',')
      .map((part) =>
        part
          .trim()
          .split(/\s+as\s+/)
          .pop(),
      )
      .filter(Boolean),
  );
  return [...declared, ...listed];
}

/** Writes the bundle to `outfile` and returns its path. */
export async function bundleRegistrations(outfile) {
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    stdin: {
      contents: REGISTRATIONS.map((name) => `import '${name}.js';`).join('\n'),
      resolveDir: join(root, 'packages', 'core'),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    ignoreAnnotations: true,
    logLevel: 'warning',
    banner: { js: '// Parts of TensorFlow.js 4.22, Copyright Google LLC, Apache License 2.0.' },
    plugins: [fromPublicEntry()],
  });
  return outfile;
}
