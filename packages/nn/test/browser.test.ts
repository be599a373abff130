import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** Bundles a module of this folder for a browser and gives what the bundle still imports; fails if it reaches a module of Node.js. */
async function importsOfBundle(contents: string): Promise<Set<string>> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['@ai/core'], // bundled and checked in its own tests
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  return new Set(Object.values(metafile.outputs).flatMap((output) => output.imports.map((each) => each.path)));
}

describe('a bundle for a browser', () => {
  it('can be made of the main entry', async () => {
    expect(await importsOfBundle(`import * as nn from '../src/index.ts'; console.log(nn);`)).toEqual(
      new Set(['@ai/core']),
    );
  });

  it('cannot be made of the entry for files', async () => {
    await expect(importsOfBundle(`import * as files from '../src/node.ts'; console.log(files);`)).rejects.toThrow(
      'Could not resolve "node:',
    );
  });
});
