// The tsup configuration every library package shares: ESM and type declarations for each entry of package.json's exports.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Entries ('index', 'testing/index') read from the manifest's exports, so that package.json is the only list of them. */
function entriesOf(manifest) {
  const targets = Object.values(manifest.exports).filter((target) => typeof target === 'object' && target.types);
  return Object.fromEntries(
    targets.map((target) => {
      const name = target.types.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '');
      return [name, `src/${name}.ts`];
    }),
  );
}

export function libraryConfig(overrides = {}) {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  return defineConfig({
    entry: { ...entriesOf(manifest), ...overrides.entry },
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    dts: { entry: entriesOf(manifest), ...overrides.dts },
    clean: true,
    sourcemap: true,
    splitting: true,
    treeshake: false,
    ...overrides.options,
  });
}

export default libraryConfig();
