// npm run complete-lockfile: adds the packages of other platforms that npm left out of package-lock.json.
//
// esbuild, rollup, turbo and Biome ship one optional package per platform. A registry mirror that holds only those of its own platform
// makes npm drop the others from the lockfile, and then `npm ci` refuses the lockfile everywhere. The versions are exact in the package
// that wants them, and the platform stands in the name, so nothing has to be downloaded to write the entries.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OS = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
};
Object.assign(OS, { win32: 'win32', windows: 'win32' });
const CPU = {
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};
Object.assign(CPU, { x64: 'x64', 64: 'x64' });
const LIBC = { gnu: 'glibc', musl: 'musl', musleabihf: 'musl' };

/** The entries that `lock` lacks, by path. */
export function missingEntries(lock) {
  const missing = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (isLocked(lock, path, name)) continue;
      missing[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
    }
  }
  return missing;
}

/** Whether a package at `path` finds `name` in its own node_modules or one further out. */
function isLocked(lock, path, name) {
  const parts = path.split('node_modules/');
  return parts.some((_, i) => {
    const outer = parts.slice(0, parts.length - i).join('node_modules/');
    const separator = outer === '' || outer.endsWith('/') ? '' : '/';
    return `${outer}${separator}node_modules/${name}` in lock.packages;
  });
}

/** Operating system, processor and C library that a name such as '@rollup/rollup-linux-x64-musl' tells. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const pick = (table) => words.map((word) => table[word]).find(Boolean);
  const [os, cpu] = [pick(OS), pick(CPU)];
  if (!os || !cpu) throw new Error(`${name} is not in package-lock.json, and its name does not tell its platform`);
  const libc = os === 'linux' ? pick(LIBC) : undefined;
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] };
}

/** Adds what is missing, in npm's order, and returns how much that was. */
export function completeLockfile(lock) {
  const missing = missingEntries(lock);
  const entries = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')));
  return Object.keys(missing).length;
}

if (process.argv[1] === import.meta.filename) {
  const file = join(import.meta.dirname, '..', '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLockfile(lock);
  if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${added} packages of other platforms added`);
}
