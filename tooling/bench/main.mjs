// npm run bench [-- --only name,name --json file --python path --peers name,name --threads n --rounds n --list]
// Times every workload of ./workloads on our engine and, in the same run, on the peers found on this machine.
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadFrom, pickFrom } from '../shared/catalog.mjs';
import { contendersOf } from './contenders.mjs';
import { compare } from './rounds.mjs';

const folder = join(import.meta.dirname, 'workloads');
const options = {
  only: { type: 'string', multiple: true },
  json: { type: 'string' },
  python: { type: 'string' },
  peers: { type: 'string', multiple: true },
  threads: { type: 'string', default: String(availableParallelism()) },
  rounds: { type: 'string', default: '10' },
  list: { type: 'boolean', default: false },
};

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const threads = positiveInteger('threads', values.threads);
  const rounds = positiveInteger('rounds', values.rounds);
  const asked = splitNames([...positionals, ...(values.only ?? [])]);
  const only = values.peers && splitNames(values.peers);
  const names = await pickFrom(folder, asked, 'workload');
  if (values.list) {
    for (const name of names) console.log(`${name.padEnd(24)} ${(await loadFrom(folder, name)).title}`);
    return;
  }
  const fromCaller = (path) => path && resolve(process.env.INIT_CWD ?? '.', path);
  const python = values.python?.includes('/') ? fromCaller(values.python) : values.python;
  const json = fromCaller(values.json);
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${threads} threads, Node ${process.versions.node}`);
  const results = [];
  for (const name of names) {
    try {
      results.push(await timeWorkload(await loadFrom(folder, name), { python, threads, rounds, only }));
    } catch (error) {
      console.error(`  ${name}: ${error.message}`);
      process.exitCode = 1;
    }
    if (json) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  }
  if (json) console.log(`\nwrote ${json}`);
}

async function timeWorkload(workload, { python, threads, rounds, only }) {
  console.log(`\n${workload.name}: ${workload.title}`);
  const contenders = contendersOf(workload, { python, threads, only });
  const measured = await compare(contenders, { rounds, log: (line) => console.log(`  ${line}`) });
  const ours = measured.find(({ name }) => name === 'ours');
  if (!ours) throw new Error('our own engine could not be timed');
  console.log('  contender       median ms      min ms   runs   ours / peer');
  for (const { name, label, median, min, runs } of measured) {
    const rate = workload.flop ? `${(workload.flop / median / 1e6).toFixed(1)} GFLOP/s, ` : '';
    const ratio = name === 'ours' ? '' : ratioText(ours.median / median);
    const cells = [
      median.toFixed(2).padStart(10),
      min.toFixed(2).padStart(11),
      `${runs}`.padStart(6),
      ratio.padStart(13),
    ];
    console.log(`  ${name.padEnd(14)} ${cells.join(' ')}  (${rate}${label})`);
  }
  const peers = measured.filter((one) => one !== ours).map(({ name, median }) => [name, rounded(median)]);
  return { name: workload.name, ms: rounded(ours.median), peers: Object.fromEntries(peers) };
}

const splitNames = (lists) => lists.flatMap((names) => names.split(',')).filter(Boolean);

function positiveInteger(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be an integer >= 1, got '${text}'`);
  return value;
}

const ratioText = (ratio) => (ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2));

const rounded = (ms) => Number(ms.toPrecision(4));

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
