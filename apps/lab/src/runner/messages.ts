// What the server and the process of a run say to each other.
import type { ExperimentEvent, ExperimentResult } from '../experiment.js';
import type { OptionValues } from '../options.js';

export interface RunRequest {
  readonly experiment: string;
  readonly options: OptionValues;
  readonly seed: number;
  /** The content of the visitor's table. */
  readonly csv?: string;
  readonly delay: number;
  readonly paused: boolean;
}

/** To the run's process. */
export type Command =
  | { readonly command: 'start'; readonly request: RunRequest }
  | { readonly command: 'pause' | 'resume' | 'step' | 'stop' }
  /** Asks what was learnt about other values of the live options; only after the end. */
  | { readonly command: 'ask'; readonly options: OptionValues }
  | { readonly command: 'delay'; readonly milliseconds: number }
  /** A batch of events has been taken; the next may be sent. */
  | { readonly command: 'taken' };

/** Time and memory of a run: shown, but no part of its result. */
export interface RunStats {
  readonly engine: string;
  readonly seconds: number;
  readonly memoryMb: number;
}

/** From the run's process. */
export type Report =
  | { readonly report: 'events'; readonly events: readonly ExperimentEvent[]; readonly stats: RunStats }
  /** `answers`: the process stays, to be asked. */
  | { readonly report: 'done'; readonly result: ExperimentResult; readonly stats: RunStats; readonly answers: boolean }
  | { readonly report: 'stopped' }
  | { readonly report: 'failed'; readonly message: string; readonly expected: boolean };
