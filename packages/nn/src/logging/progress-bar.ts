import type { Scalars, TrainingEvent } from '../train/events.js';

/** Where the bar is drawn: `process.stderr`, or anything that takes text. */
export interface TextSink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Options of {@link progressBar}. */
export interface ProgressBarOptions {
  /** @default process.stderr; in a browser the console, a line per epoch */
  readonly sink?: TextSink;
  /** Least milliseconds between two drawings. @default 100 */
  readonly interval?: number;
  /** The clock, in milliseconds. @default performance.now */
  readonly now?: () => number;
}

/**
 * A callback that draws the run's progress with rate and time left, redrawn in place on a terminal, and a line per epoch and validation.
 *
 * @example
 * ```ts
 * import { progressBar } from '@ai/nn';
 *
 * const callbacks = [progressBar()]; // an option of Trainer
 * ```
 */
export function progressBar(options: ProgressBarOptions = {}): (event: TrainingEvent) => void {
  const { sink = defaultSink(), interval = 100, now = () => performance.now() } = options;
  let started = 0;
  let firstStep = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  const draw = (text: string): void => {
    sink.write(`\r\x1b[2K${text.slice(0, (sink.columns ?? 100) - 1)}`);
  };
  const write = (line: string): void => {
    if (sink.isTTY) draw('');
    sink.write(`${line}\n`);
  };
  return (event) => {
    const { step, totalSteps, epoch, stepsPerEpoch } = event.progress;
    if (event.type === 'start') {
      started = now();
      firstStep = step;
    } else if (event.type === 'step' && event.validation) {
      write(`step ${step}: ${formatScalars(event.scalars)} | validation ${formatScalars(event.validation)}`);
    } else if (event.type === 'step' && sink.isTTY && (now() - drawn >= interval || step === totalSteps)) {
      drawn = now();
      const rate = (step - firstStep) / Math.max((now() - started) / 1000, 1e-9);
      const share = totalSteps > 0 ? step / totalSteps : 1;
      const isOpen = totalSteps === Number.POSITIVE_INFINITY;
      const left = formatSeconds((totalSteps - step) / rate);
      const epochs = `epoch ${isOpen ? epoch + 1 : Math.min(epoch + 1, Math.ceil(totalSteps / stepsPerEpoch))}`;
      draw(
        `${epochs} ${bar(share)} ${step}/${isOpen ? '?' : totalSteps} ${rate.toFixed(1)} steps/s ${left} left ${formatScalars(event.scalars)}`,
      );
    } else if (event.type === 'epoch') {
      const validation = event.validation ? ` | validation ${formatScalars(event.validation)}` : '';
      write(`epoch ${epoch}: ${formatScalars(event.scalars)}${validation}`);
    } else if (event.type === 'end' || event.type === 'error') {
      if (sink.isTTY) draw('');
      if (event.type === 'end' && event.outcome !== 'finished') sink.write(`${event.outcome}: ${event.reason}\n`);
    }
  };
}

function defaultSink(): TextSink {
  return globalThis.process?.stderr ?? { write: (text) => console.info(text.trimEnd()) };
}

function bar(share: number, width = 20): string {
  const full = Math.round(share * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
}

/** '1:02:03' or '2:03'. */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function formatScalars(scalars: Scalars): string {
  return Object.entries(scalars)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join(', ');
}
