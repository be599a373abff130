// Worker threads are started from built files: `new URL('./worker.js', import.meta.url)` stands beside the rest of `dist`. Tests run
// on the sources, where only worker.ts is there and Node cannot run it. This bundles it and points the URL to the bundle.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './workspace.mjs';

const ENTRY = /new URL\('(\.\/[\w-]+)\.js', import\.meta\.url\)/g;

/** A vite plugin; `aliases` are those of the tests, each { find, replacement }. */
export function workerEntries(aliases) {
  const bundles = new Map();
  return {
    name: 'worker-entries',
    enforce: 'pre', // the text as it was written
    async transform(code, id) {
      if (!id.startsWith(root) || id.includes('node_modules')) return undefined;
      let changed = code;
      for (const [text, path] of code.matchAll(ENTRY)) {
        const source = `${resolve(dirname(id), path)}.ts`;
        if (!existsSync(source)) continue;
        if (!bundles.has(source)) bundles.set(source, bundle(source, aliases));
        changed = changed.replace(text, `new URL('${pathToFileURL(await bundles.get(source))}')`);
      }
      return changed === code ? undefined : { code: changed, map: null };
    },
  };
}

/** Writes the bundle of a worker's source, all packages of the workspace in it, and returns its path. */
async function bundle(source, aliases) {
  const name = createHash('sha256').update(source).digest('hex').slice(0, 12);
  const outfile = join(root, 'node_modules', '.cache', `worker-${name}.mjs`);
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [source],
    outfile: unfinished,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins: [
      {
        name: 'workspace-sources',
        setup({ onResolve }) {
          for (const { find, replacement } of aliases) {
            const filter = find instanceof RegExp ? find : new RegExp(`^${find.replace(/[.\\/]/g, '\\$&')}(\\.js)?$`);
            onResolve({ filter }, () => ({ path: replacement }));
          }
        },
      },
    ],
  });
  await rename(unfinished, outfile); // several processes may bundle at once
  return outfile;
}
