// npm run verify [-- name ...] [--list]: trains or fits each system of ./systems and holds its figure against its bar.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadFrom, pickFrom } from '../shared/catalog.mjs';
import { meetsBar } from './bar.mjs';

const folder = join(import.meta.dirname, 'systems');

async function main() {
  const { values, positionals } = parseArgs({
    options: { list: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const names = await pickFrom(folder, positionals, 'system');
  if (values.list) {
    for (const name of names) {
      const { title, bar, higherIsBetter } = await loadFrom(folder, name);
      console.log(`${name.padEnd(24)} ${title} (${higherIsBetter ? '>=' : '<='} ${bar})`);
    }
    return;
  }
  const lines = [];
  for (const name of names) lines.push(await check(name));
  console.log(`\n${lines.join('\n')}`);
}

/** Runs one system and returns its line of the summary. */
async function check(name) {
  const start = performance.now();
  let bar = 'no bar';
  try {
    const system = await loadFrom(folder, name);
    bar = system.bar;
    console.log(`${name}: ${system.title}`);
    const figure = await system.run({ log: (line) => console.log(`  ${line}`) });
    if (!meetsBar(system, figure)) process.exitCode = 1;
    console.log(`  ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return `${name}: ${Number(figure.toPrecision(5))} (${bar})`;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    return `${name}: failed (${bar})`;
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
