import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../src/app-root.js';

/** Path of a built file; tests that start programs or threads need the build. */
export function built(name: string): string {
  const path = join(appRoot, 'dist', name);
  if (!existsSync(path)) throw new Error(`dist/${name} is missing: run 'npm run build' first.`);
  return path;
}
