// Contenders: one process each, so that no engine sees the threads, memory or settings of another. They speak JSON lines:
// one request object in, one answer object out.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const resolveFromCore = createRequire(join(here, '..', '..', 'packages', 'core', 'package.json'));

/** The engines of the adapter that serve as peers: the name in the results, the engine and the package it needs. */
const ENGINE_PEERS = [
  { name: 'js', engine: 'cpu', needs: '@tensorflow/tfjs-backend-cpu' },
  { name: 'wasm', engine: 'wasm', needs: '@tensorflow/tfjs-backend-wasm' },
  { name: 'tfjs-node', engine: 'tensorflow', needs: '@tensorflow/tfjs-node' },
];

/** Everybody who can run `workload` on this machine, ours first; of the peers only those in `only` where it is given. */
export function contendersOf(workload, { python, threads, only }) {
  const nodePeer = (name, engine, variant) => ({
    name,
    command: process.execPath,
    args: [join(here, 'peer.mjs')],
    env: { AI_ENGINE: engine, AI_THREADS: String(threads) },
    request: { file: workload.file, threads, variant },
  });
  const packagePeer = ([name, script]) => ({
    name,
    command: process.execPath,
    args: [join(here, 'peer.mjs')],
    request: { file: join(here, 'peers', script), threads },
  });
  const engines = ENGINE_PEERS.filter(({ needs }) => isInstalled(needs));
  const pythonPeers = python ? Object.entries(workload.python ?? {}) : [];
  const peers = [
    ...(workload.variants ?? []).map((variant) => nodePeer(variant, 'onnx', variant)),
    ...engines.map(({ name, engine }) => ({ ...nodePeer(name, engine), skip: workload.skip?.[name] })),
    ...Object.entries(workload.node ?? {}).map(packagePeer),
    ...pythonPeers.map(([name, script]) => ({
      name,
      command: python,
      args: ['-u', join(here, 'peer.py')],
      env: Object.fromEntries(['OMP', 'MKL', 'OPENBLAS'].map((library) => [`${library}_NUM_THREADS`, String(threads)])),
      request: { file: join(here, 'peers', script), threads, options: workload.options },
    })),
  ];
  return [nodePeer('ours', 'onnx'), ...peers.filter(({ name }) => !only || only.includes(name))];
}

function isInstalled(name) {
  try {
    resolveFromCore.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

/** Starts a contender's process and returns `ask(request)`, which resolves to its answer, and `stop()`. */
export function start({ command, args, env }, timeoutMs = 300_000) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  let waiting;
  const settle = (action, value) => {
    clearTimeout(waiting?.timer);
    waiting?.[action](value);
    waiting = undefined;
  };
  child.stderr.on('data', (chunk) => {
    stderr = (stderr + chunk).slice(-4000);
  });
  child.on('error', (error) => settle('reject', error));
  child.on('exit', (code) => settle('reject', new Error(`ended with code ${code}. ${lastLine(stderr)}`)));
  child.stdin.on('error', () => {}); // the exit handler has the reason
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"')) return; // something a library printed
    const answer = JSON.parse(line);
    if (answer.error) settle('reject', new Error(answer.error));
    else settle('resolve', answer);
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error(`ended with code ${child.exitCode}. ${lastLine(stderr)}`));
        const timer = setTimeout(() => {
          settle('reject', new Error(`gave no answer in ${timeoutMs / 1000} s`));
          child.kill('SIGKILL');
        }, timeoutMs);
        waiting = { resolve, reject, timer };
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    stop: () => {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
    },
  };
}

const lastLine = (text) => text.trim().split('\n').pop() ?? '';
