/**
 * Loads an optional package in Node, looked for from this package and then from the working folder; throws as `require` does.
 * Reached without an import, so that bundlers for browsers see no Node module.
 */
export function requireOptional<T>(name: string): T {
  if (typeof process === 'undefined' || !process.versions?.node) throw new Error(`${name} runs in Node.js only`);
  const { createRequire } = process.getBuiltinModule('node:module');
  const here = createRequire(import.meta.url);
  try {
    return here(name) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return createRequire(`${process.cwd()}/`)(name) as T;
  }
}
