// Starts and ends runs one after the other on the built server and shows its memory: node scripts/soak.mjs [runs=200] [experiment]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const count = Number(process.argv[2] ?? 200);
const only = process.argv[3];
const QUICK = {
  'cnn-digits': { epochs: 1, filters: 4 },
  'lstm-addition': { steps: 20 },
  overfitting: { steps: 50 },
  'mlp-boundary': { steps: 50 },
};

const server = spawn(process.execPath, [join(root, 'dist', 'server', 'main.js'), '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve) => {
  server.stdout.on('data', (chunk) => resolve(String(chunk).match(/http:\S+/)?.[0]));
});
const post = async (path, body) =>
  (
    await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json();
/** Resident megabytes of the server, where /proc tells. */
const memory = () =>
  Math.round(Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024);

try {
  const { experiments } = await (await fetch(`${url}api/experiments`)).json();
  const ids = experiments.map(({ id }) => id).filter((id) => !only || id === only);
  const samples = [];
  for (let i = 0; i < count; i++) {
    const experiment = ids[i % ids.length];
    const { id } = await post('api/runs', { experiment, options: QUICK[experiment] ?? {}, seed: i });
    const events = fetch(`${url}api/runs/${id}/events`).then((response) => response.text());
    if (i % 5 === 4) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await post(`api/runs/${id}/control`, { action: 'stop' });
    }
    const status = (await events).match(/"status":"(\w+)"/g)?.at(-1);
    if (!/done|stopped/.test(status ?? '')) throw new Error(`Run ${i} of ${experiment} ended as ${status}.`);
    samples.push(memory());
    if ((i + 1) % 20 === 0) console.log(`${i + 1} runs, ${samples.at(-1)} MB`);
  }
  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const quarter = Math.floor(count / 4);
  const growth = mean(samples.slice(-quarter)) - mean(samples.slice(quarter, 2 * quarter));
  console.log(`memory from the second to the last quarter: ${growth > 0 ? '+' : ''}${growth.toFixed(1)} MB`);
} finally {
  server.kill();
}
