// The timing itself: everybody is started and warmed up first, then takes turns round by round, so that a machine that drifts
// (clock, neighbours) drifts for all alike.
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from './contenders.mjs';

const WARM_UP_MS = 1000; // compilation by V8, memory pools, thread pools
const TURN_MS = 150; // timed work per turn; a slower step runs once
const SLOW_MS = 1000; // slower contenders take part in SLOW_ROUNDS rounds only
const SLOW_ROUNDS = 3;
const PAUSE_MS = 100; // idle threads of the one before stop spinning
const AGREEMENT = 1e-3; // relative difference of the contenders' check values

/** Times `contenders` against each other: name, label, median, min and number of runs of those that could take part. */
export async function compare(contenders, { rounds, log, startProcess = start }) {
  const started = [];
  try {
    for (const contender of contenders) {
      const ready = await warmUp(contender, log, startProcess);
      if (ready) started.push(ready);
    }
    reportDisagreement(started, log);
    for (let round = 0; round < rounds; round++) {
      for (const one of rotated(started, round)) {
        if (one.failed || (one.stepMs > SLOW_MS && round >= SLOW_ROUNDS)) continue;
        await sleep(PAUSE_MS);
        await turn(one, log);
      }
    }
  } finally {
    for (const { stop } of started) stop();
  }
  return started
    .filter(({ failed, ms }) => !failed && ms.length > 0)
    .map(({ name, label, ms }) => ({ name, label, median: median(ms), min: Math.min(...ms), runs: ms.length }));
}

async function warmUp(contender, log, startProcess) {
  if (contender.skip) {
    log(`${contender.name}: left out, ${contender.skip}`);
    return undefined;
  }
  const { ask, stop } = startProcess(contender);
  try {
    const { label, check } = await ask(contender.request);
    let spent = 0;
    let stepMs = Number.POSITIVE_INFINITY;
    while (spent < WARM_UP_MS) {
      const { ms } = await ask({ run: 1 });
      spent += ms[0];
      stepMs = Math.min(stepMs, ms[0]);
    }
    return { name: contender.name, label, check, stepMs, ask, stop, ms: [], failed: false };
  } catch (error) {
    log(`${contender.name}: takes no part, ${error.message}`);
    stop();
    return undefined;
  }
}

/** One untimed step (caches and threads come back), then timed ones; a slow contender is timed at once. */
async function turn(one, log) {
  const count = Math.max(1, Math.ceil(TURN_MS / one.stepMs));
  const lead = one.stepMs > SLOW_MS ? 0 : 1;
  try {
    const { ms } = await one.ask({ run: count + lead });
    one.ms.push(...ms.slice(lead));
  } catch (error) {
    one.failed = true;
    log(`${one.name}: failed, ${error.message}`);
  }
}

/** Contenders that computed something else than ours did not do the same work: say so. */
function reportDisagreement(started, log) {
  const ours = started.find(({ name }) => name === 'ours')?.check;
  if (typeof ours !== 'number') return;
  for (const { name, check } of started) {
    if (typeof check !== 'number' || Math.abs(check - ours) <= AGREEMENT * Math.max(1e-6, Math.abs(ours))) continue;
    log(`WARNING: ${name} computed ${check} where ours computed ${ours}`);
  }
}

const rotated = (list, by) => list.map((_, i) => list[(i + by) % list.length]);

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
