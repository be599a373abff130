import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { completeLockfile, missingEntries } from './lockfile.mjs';

it('adds the packages of other platforms that optional dependencies name', () => {
  const lock = {
    packages: {
      '': { name: 'root' },
      'node_modules/rollup': {
        version: '4.0.0',
        dev: true,
        optionalDependencies: {
          '@rollup/rollup-linux-x64-gnu': '4.0.0',
          '@rollup/rollup-linux-x64-musl': '4.0.0',
          '@rollup/rollup-win32-x64-gnu': '4.0.0',
        },
      },
      'node_modules/@rollup/rollup-linux-x64-gnu': { version: '4.0.0' },
      'node_modules/tool': {
        version: '1.0.0',
        optionalDependencies: { '@turbo/windows-64': '2.0.0', helper: '1.0.0' },
      },
      'node_modules/tool/node_modules/helper': { version: '1.0.0' },
    },
  };
  expect(completeLockfile(lock)).toBe(3);
  expect(lock.packages['node_modules/@rollup/rollup-linux-x64-musl']).toEqual({
    version: '4.0.0',
    cpu: ['x64'],
    libc: ['musl'],
    os: ['linux'],
    dev: true,
    optional: true,
  });
  expect(lock.packages['node_modules/@rollup/rollup-win32-x64-gnu'].libc).toBeUndefined();
  expect(lock.packages['node_modules/@turbo/windows-64']).toMatchObject({
    cpu: ['x64'],
    os: ['win32'],
    optional: true,
  });
  expect(completeLockfile(lock)).toBe(0);
});

it('package-lock.json lacks none, and names no download address', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package-lock.json'), 'utf8');
  expect(Object.keys(missingEntries(JSON.parse(text)))).toEqual([]);
  expect(text).not.toContain('"resolved": "http');
});
