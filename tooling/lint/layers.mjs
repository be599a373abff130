// npm run lint: what Biome cannot know about this repository. Prints `file:line: message` per fault and exits 1 if there are any.
//
// - imports and package.json point down the layers: core <- { prob-info, metrics, classic-ml, nn } <- { vision, transformer }
//   <- generative <- lab; packages of one brace do not import each other
// - only @ai/core imports a tensor library or an engine
// - nothing is imported that package.json does not declare, nor past another package's exports
// - modules of a package import each other in one direction (types aside)
// - nothing random is unseeded: no Math.random, no tf.random* without a seed
import { checkCycles } from './cycles.mjs';
import { checkImports } from './imports.mjs';
import { checkManifest } from './manifest.mjs';
import { checkRandomness } from './randomness.mjs';
import { readWorkspace } from './workspace.mjs';

/** Every fault in the repository at `root`, as { file, line, message }, by file and line. */
export function findFaults(root) {
  const { packages, tools } = readWorkspace(root);
  const faults = packages.flatMap((one) => [
    ...checkManifest(one, packages),
    ...one.sources.flatMap((source) => [...checkImports(source, one, packages), ...checkRandomness(source)]),
    ...checkCycles(one.sources),
  ]);
  faults.push(...tools.flatMap(checkRandomness));
  return faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

if (process.argv[1] === import.meta.filename) {
  const start = performance.now();
  const faults = findFaults(process.argv[2] ?? process.cwd());
  for (const { file, line, message } of faults) console.error(`${file}:${line}: ${message}`);
  if (faults.length > 0) {
    console.error(
      `\n${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}. tooling/lint/layers.mjs says what is held here.`,
    );
    process.exitCode = 1;
  } else {
    console.log(`Layers, cycles and randomness are in order (${Math.round(performance.now() - start)} ms).`);
  }
}
