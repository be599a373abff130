// Starts and ends hundreds of runs on the built server and exits with 1 unless its memory stays flat: node scripts/soak.mjs [runs=420] [experiment]
//
// A round is a few runs that are stopped halfway and then one of every experiment to its end, each with a second page that leaves early; so the
// server keeps the same runs at the end of every round. Two things are measured then: what is in use after all garbage is collected
// (the heaps of the server and of the thread that draws, and what they hold outside), which any leak of ours raises, and the
// resident memory before that, which a leak of native memory raises too. The mean of the last quarter of the rounds may lie above that
// of the second by at most TOLERANCE. The first quarter is left out: caches fill, and V8 touches its pages for the first time.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOLERANCE = 0.02;
const here = dirname(fileURLToPath(import.meta.url));
const count = Number(process.argv[2] ?? 420);
const STOPPED_A_ROUND = 6;
const only = process.argv[3];
const QUICK = {
  'cnn-digits': { epochs: 1, filters: 4 },
  'lstm-addition': { steps: 20 },
  overfitting: { steps: 50 },
  'mlp-boundary': { steps: 50 },
};

const server = fork(join(here, '..', 'dist', 'server', 'main.js'), ['--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  execArgv: ['--expose-gc', '--import', join(here, 'memory-probe.mjs')],
});
const [greeting] = await once(server.stdout, 'data');
const url = String(greeting).match(/http:\S+/)[0];

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

/** Resident megabytes of the server, where /proc tells. */
function resident() {
  return Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
}

/** Megabytes in use by thread, after garbage is collected. */
async function collect() {
  server.send('memory');
  const [{ main, drawing }] = await once(server, 'message');
  return { main: main / 2 ** 20, drawing: drawing / 2 ** 20 };
}

/** One run, heard to its end by a page, and for a moment by a second one in another language. */
async function run(experiment, stopped) {
  const { id } = await post('api/runs', { experiment, options: QUICK[experiment] ?? {} });
  const events = fetch(`${url}api/runs/${id}/events`).then((response) => response.text());
  const left = new AbortController();
  const other = fetch(`${url}api/runs/${id}/events?lang=zh`, { signal: left.signal });
  await (await other).body.getReader().read();
  left.abort();
  if (stopped) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await post(`api/runs/${id}/control`, { action: 'stop' });
  }
  const status = (await events).match(/"status":"(\w+)"/g)?.at(-1);
  if (!/done|stopped/.test(status ?? '')) throw new Error(`A run of ${experiment} ended as ${status}.`);
  residents.push(resident());
}

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;

/** Whether the last quarter of `samples` stays with the second, and says so. */
function isFlat(what, samples) {
  const quarter = Math.floor(samples.length / 4);
  const [before, after] = [mean(samples.slice(quarter, 2 * quarter)), mean(samples.slice(-quarter))];
  const growth = after / before - 1;
  const flat = growth <= TOLERANCE;
  console.log(
    `${what}: ${before.toFixed(1)} MB in the second quarter, ${after.toFixed(1)} MB in the last (${(100 * growth).toFixed(1)} %): ${flat ? 'flat' : 'GROWS'}`,
  );
  return flat;
}

let residents = [];

try {
  const { experiments } = await (await fetch(`${url}api/experiments`)).json();
  const ids = experiments.map(({ id }) => id).filter((id) => !only || id === only);
  const round = only ? experiments.map(() => only) : ids; // as many runs as the server keeps
  const rounds = Math.floor(count / (round.length + STOPPED_A_ROUND));
  if (ids.length === 0 || !(rounds >= 8)) throw new Error('Eight rounds of known experiments are needed.');
  const inUse = [];
  const residentByRound = [];
  for (let i = 0; i < rounds; i++) {
    residents = [];
    for (let j = 0; j < STOPPED_A_ROUND; j++) await run(round[(STOPPED_A_ROUND * i + j) % round.length], true);
    for (const experiment of round) await run(experiment, false);
    const { main, drawing } = await collect();
    inUse.push(main + drawing);
    residentByRound.push(mean(residents));
    console.log(
      `round ${i + 1}: in use ${main.toFixed(1)} + ${drawing.toFixed(1)} MB, resident ${residentByRound.at(-1).toFixed(0)} MB`,
    );
  }
  const flat = [isFlat('in use', inUse), isFlat('resident', residentByRound)];
  process.exitCode = flat.every(Boolean) ? 0 : 1;
} finally {
  server.kill();
}
