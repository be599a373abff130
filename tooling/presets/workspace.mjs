// Where each workspace package keeps its sources: tests run against sources, so an edit in one package is seen by the next at once.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Every package under packages/ and apps/: its folder and its package.json. */
export function workspacePackages() {
  return ['packages', 'apps'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(root, group, name))
      .filter((folder) => existsSync(join(folder, 'package.json')))
      .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) })),
  );
}

/** Maps each export of each library package ('@ai/core/testing') to its source file. */
export function sourceAliases() {
  return workspacePackages().flatMap(({ folder, manifest }) =>
    Object.entries(manifest.exports ?? {})
      .filter(([, target]) => typeof target === 'object' && target.types)
      .map(([subpath, target]) => ({
        find: new RegExp(`^${manifest.name}${subpath.slice(1)}$`),
        replacement: join(folder, target.types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts')),
      })),
  );
}
