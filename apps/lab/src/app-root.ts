import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the app, found from wherever this code was bundled to. */
export const appRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === '@ai/lab') return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The folder of @ai/lab was not found above this file.');
  return findRoot(parent);
}
