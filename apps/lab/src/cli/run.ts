import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { tableReference } from '../data/table.js';
import type { Experiment } from '../experiment.js';
import { experiments } from '../experiments/index.js';
import { formatValue } from '../format.js';
import { controlsOf, readOption } from '../options.js';
import { checkOptions, findControl, findExperiment, RequestError } from '../request.js';
import { engineName } from '../runner/engine.js';
import { execute, Pace, StoppedError } from '../runner/execute.js';
import { Recorder } from '../runner/recorder.js';
import type { Language } from '../text.js';
import { style } from './list.js';
import { writeRun } from './output.js';
import { ProgressBar } from './progress-bar.js';

export interface RunFlags {
  readonly set: readonly string[];
  readonly data?: string;
  readonly seed: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly lang: Language;
}

export async function runCommand(id: string, flags: RunFlags): Promise<void> {
  const experiment = findExperiment(id, experiments);
  const csv = flags.data === undefined ? undefined : readText(flags.data);
  const options = checkOptions(experiment, {
    ...readSettings(experiment, flags.set),
    ...(csv !== undefined && { data: tableReference(basename(flags.data!), csv) }),
  });
  if (csv === undefined && options['data']) throw new RequestError('A table is given with --data FILE.');
  const recorder = new Recorder(experiment, options, flags.seed);
  const bar = new ProgressBar(experiment.id);
  const stop = new AbortController();
  const onInterrupt = () => {
    if (stop.signal.aborted) process.exit(130); // the second Ctrl-C does not wait
    stop.abort();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const startedAt = performance.now();
  try {
    recorder.result = await execute(experiment, options, flags.seed, {
      pace: new Pace(),
      signal: stop.signal,
      csv,
      onEvent: (event) => {
        if (event.type === 'warning' && !recorder.warnings.has(event.message)) bar.warn(event.message);
        recorder.add(event);
        if (event.type === 'progress') bar.update(event.fraction, event.note?.[flags.lang]);
      },
    });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    bar.end();
    console.error('Stopped; nothing was written.');
    process.exitCode = 130;
    return;
  } finally {
    bar.end();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
  const stats = {
    engine: engineName(),
    seconds: (performance.now() - startedAt) / 1000,
    memoryMb: process.memoryUsage().rss / 2 ** 20,
  };
  if (flags.json) process.stdout.write(recorder.resultJson());
  else printValues(recorder, flags.lang, stats.seconds);
  if (flags.out !== undefined) {
    const folder = resolve(flags.out);
    await writeRun(recorder, stats, flags.lang, folder);
    console.error(`Written to ${folder}`);
  }
}

function readSettings(experiment: Experiment, settings: readonly string[]): Record<string, unknown> {
  const controls = controlsOf(experiment.options);
  return Object.fromEntries(
    settings.map((setting) => {
      const equals = setting.indexOf('=');
      if (equals < 1) throw new RequestError(`--set takes name=value, got '${setting}'.`);
      const control = findControl(experiment, controls, setting.slice(0, equals));
      const value = setting.slice(equals + 1);
      return [control.name, readOption(control, value)];
    }),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RequestError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function printValues({ result, experiment }: Recorder, language: Language, seconds: number): void {
  const values = Object.values(result!.values);
  const width = Math.max(...values.map(({ label }) => displayWidth(label[language])));
  console.log(style('bold', experiment.title[language]));
  for (const value of values) {
    const label = value.label[language];
    console.log(`  ${label}${' '.repeat(width - displayWidth(label))}  ${style('cyan', formatValue(value, language))}`);
  }
  console.log(style('dim', `  ${seconds.toFixed(1)} s, ${engineName()}`));
}

/** Columns of a terminal: Chinese characters take two. */
function displayWidth(label: string): number {
  return Array.from(label).reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0);
}
