import { expect, it } from 'vitest';
import { compare } from './rounds.mjs';

/** A contender whose steps take `ms` (a list, in turn), without a process. */
function fake(name, ms, { check = 1, failsAfter = Number.POSITIVE_INFINITY } = {}) {
  let steps = 0;
  const ask = async ({ run }) => {
    if (!run) return { label: `${name} 1.0`, check };
    if (steps + run > failsAfter) throw new Error('out of memory');
    return { ms: Array.from({ length: run }, () => ms[steps++ % ms.length]) };
  };
  return { name, request: {}, ask };
}

async function compareFakes(contenders, rounds = 2) {
  const lines = [];
  const stopped = [];
  const startProcess = ({ name, ask }) => ({ ask, stop: () => stopped.push(name) });
  const measured = await compare(contenders, { rounds, log: (line) => lines.push(line), startProcess });
  return { measured, lines, stopped };
}

it('takes the median and the minimum of the timed steps of all rounds and stops everybody', async () => {
  const { measured, lines, stopped } = await compareFakes([fake('ours', [100, 120, 140]), fake('peer', [200])]);
  expect(measured).toEqual([
    { name: 'ours', label: 'ours 1.0', median: 130, min: 120, runs: 4 },
    { name: 'peer', label: 'peer 1.0', median: 200, min: 200, runs: 2 },
  ]);
  expect(lines).toEqual([]);
  expect(stopped).toEqual(['ours', 'peer']);
});

it('gives a slow contender three rounds and no untimed step', async () => {
  const { measured } = await compareFakes([fake('ours', [100]), fake('slow', [1500])], 5);
  expect(measured[1]).toMatchObject({ median: 1500, runs: 3 });
});

it('leaves out who fails or is skipped, and says why', async () => {
  const skipped = { ...fake('js', [1]), skip: 'it takes minutes' };
  const { measured, lines } = await compareFakes([
    fake('ours', [600]),
    skipped,
    fake('wasm', [600], { failsAfter: 2 }),
  ]);
  expect(measured.map(({ name }) => name)).toEqual(['ours']);
  expect(lines).toEqual(['js: left out, it takes minutes', 'wasm: failed, out of memory']);
});

it('warns of contenders that computed something else', async () => {
  const { lines } = await compareFakes([
    fake('ours', [600]),
    fake('a', [600], { check: 1.0001 }),
    fake('b', [600], { check: 2 }),
  ]);
  expect(lines).toEqual(['WARNING: b computed 2 where ours computed 1']);
});
