// node exported.mjs FOLDER: exports the networks of packages/core/test/exported-models.ts with the built package, one file each.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../presets/workspace.mjs';

const folder = process.argv[2];
const outfile = join(folder, 'exported-models.mjs');
const dist = join(root, 'packages', 'core', 'dist', 'index.js');
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [join(root, 'packages', 'core', 'test', 'exported-models.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  plugins: [
    {
      name: 'built-package',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\.\/src\/index\.js$/ }, () => ({ path: pathToFileURL(dist).href, external: true })),
    },
  ],
});
const { exportCase, exportCases } = await import(pathToFileURL(outfile).href);
for (const [name, make] of Object.entries(exportCases)) {
  const { input } = make();
  writeFileSync(join(folder, `${name}.onnx`), await exportCase(make()));
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(input));
}
