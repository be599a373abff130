import { posix } from 'node:path';
import { importsOf } from './imports.mjs';

/**
 * One fault per cycle among the modules of a package. Imports of types only are no part of it: they are gone at run time; nor is
 * import(), which runs when all modules are there.
 */
export function checkCycles(sources) {
  const files = new Set(sources.map(({ file }) => file));
  const edges = new Map(
    sources.map(({ file, tree }) => [
      file,
      importsOf(tree)
        .filter(({ specifier, typeOnly, later }) => specifier.startsWith('.') && !typeOnly && !later)
        .map(({ specifier, line }) => ({ to: resolveIn(files, file, specifier), line }))
        .filter(({ to }) => to),
    ]),
  );
  return cyclesOf(edges).map((cycle) => {
    const [first, second] = cycle;
    const { line } = edges.get(first).find(({ to }) => to === (second ?? first));
    const path = [...cycle, first].map((file) => posix.relative(posix.dirname(first), file));
    return { file: first, line, message: `modules import each other in a circle: ${path.join(' -> ')}` };
  });
}

/** The file that a relative specifier means: './a.js' is a.ts, a.svelte or a.js. */
function resolveIn(files, from, specifier) {
  const path = posix.join(posix.dirname(from), specifier);
  const stem = path.replace(/\.m?js$/, '');
  return [path, `${stem}.ts`, `${stem}.mts`, `${path}.ts`, `${path}/index.ts`].find((candidate) =>
    files.has(candidate),
  );
}

/** A cycle for every back edge of a depth-first walk, each set of files once. */
function cyclesOf(edges) {
  const done = new Set();
  const path = [];
  const cycles = new Map();
  const walk = (file) => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const cycle = path.slice(at);
      cycles.set([...cycle].sort().join(), cycle);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const { to } of edges.get(file)) walk(to);
    path.pop();
    done.add(file);
  };
  for (const file of [...edges.keys()].sort()) walk(file);
  return [...cycles.values()];
}
