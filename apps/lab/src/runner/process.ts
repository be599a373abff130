// A process that runs one experiment and ends. A process and not a thread: a native engine that aborts, or is ended in the middle of
// its work, takes its whole process with it, and that must not be the server.
import { InvalidArgumentError, InvalidDataError } from '@ai/core';
import type { ExperimentEvent, ExperimentResult } from '../experiment.js';
import { experiments } from '../experiments/index.js';
import type { OptionValues } from '../options.js';
import { engineName } from './engine.js';
import { execute, Pace, StoppedError } from './execute.js';
import type { Command, Report, RunRequest, RunStats } from './messages.js';

const FLUSH_MS = 30;
/** Batches sent and not yet taken; past it the experiment waits for the server. */
const MAX_BATCHES_AHEAD = 3;

const pace = new Pace();
const stop = new AbortController();
let batch: ExperimentEvent[] = [];
let lastFlush = 0;
let ahead = 0;
let onTaken: () => void = () => {};
let startedAt = 0;
let answer: ExperimentResult['answer'];

function send(report: Report): Promise<void> {
  return new Promise((resolve) => process.send!(report, () => resolve()));
}

function stats(): RunStats {
  const seconds = (performance.now() - startedAt) / 1000;
  return { engine: engineName(), seconds, memoryMb: process.memoryUsage.rss() / 2 ** 20 };
}

async function flush(): Promise<void> {
  lastFlush = Date.now();
  if (batch.length === 0) return;
  send({ report: 'events', events: batch, stats: stats() });
  batch = [];
  ahead++;
  while (ahead >= MAX_BATCHES_AHEAD && !stop.signal.aborted) {
    await new Promise<void>((resolve) => {
      onTaken = resolve;
    });
  }
}

async function take(event: ExperimentEvent): Promise<void> {
  if (event.type === 'figure') {
    const { name } = event.figure; // a figure that nobody has seen yet is replaced by the newer one
    batch = batch.filter((earlier) => earlier.type !== 'figure' || earlier.figure.name !== name);
  }
  batch.push(event);
  if (event.type === 'frame' || Date.now() - lastFlush >= FLUSH_MS) await flush();
}

async function start(request: RunRequest): Promise<void> {
  const experiment = experiments.find(({ id }) => id === request.experiment)!;
  startedAt = performance.now();
  pace.setDelay(request.delay);
  if (request.paused) pace.pause();
  try {
    const { options, seed, csv } = request;
    const found = await execute(experiment, options, seed, { pace, signal: stop.signal, onEvent: take, csv });
    const { answer: offered, ...result } = found;
    answer = offered;
    await flush();
    await send({ report: 'done', result, stats: stats(), answers: answer !== undefined });
    if (answer) return; // waits to be asked
  } catch (error) {
    if (error instanceof StoppedError) await send({ report: 'stopped' });
    else {
      const expected = error instanceof InvalidArgumentError || error instanceof InvalidDataError;
      await send({ report: 'failed', message: error instanceof Error ? error.message : String(error), expected });
      if (!expected) console.error(error);
    }
  }
  process.exit();
}

function respond(options: OptionValues): void {
  const events = answer!(options).map((figure): ExperimentEvent => ({ type: 'figure', figure }));
  send({ report: 'events', events, stats: stats() });
}

process.on('disconnect', () => process.exit()); // the server is gone
process.on('message', (command: Command) => {
  switch (command.command) {
    case 'start':
      start(command.request);
      break;
    case 'ask':
      respond(command.options);
      break;
    case 'taken':
      ahead--;
      onTaken();
      break;
    case 'delay':
      pace.setDelay(command.milliseconds);
      break;
    case 'stop':
      stop.abort();
      onTaken();
      break;
    default:
      pace[command.command]();
  }
});
