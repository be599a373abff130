import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { checkInteger, InvalidArgumentError, InvalidDataError, warn } from '@ai/core';
import { parse } from 'csv-parse/sync';
import { isDiskFull } from '../checkpoint/disk-full.js';
import type { Callback, Progress } from '../train/events.js';
import { writeFileAtomic } from '../weights/write-file-atomic.js';
import { AppendFile } from './append-file.js';
import { isLogged, taggedScalars } from './tagged-scalars.js';

/** Options of {@link csvLog}. */
export interface CsvLogOptions {
  /** The file; its folder is made. */
  readonly path: string;
  /** A row every so many steps, beside one at the end of each epoch and one with each validation. @default none */
  readonly everySteps?: number;
}

const PLACE = ['epoch', 'step'];

/**
 * A callback that writes a table: a row at the end of each epoch, and every so many steps. The columns are `epoch` (completed), `step`,
 * and the numbers by the names `train/loss` (of a step), `epoch/loss` (mean over an epoch), `validation/loss`,
 * `learning_rate/optimizer`. Columns keep their places; a number that comes up later gets one behind them.
 *
 * A run that goes on from a checkpoint goes on with its table, of which the rows after the checkpoint are dropped: in the end the file
 * is, to the bit, that of a run that never stopped. A new run replaces the file. A full disk is reported as a warning, and written later
 * what it did not take.
 *
 * @throws InvalidArgumentError for options out of range
 * @throws InvalidDataError in the run, for a file that is there and no such table
 *
 * @example
 * ```ts
 * import { csvLog } from '@ai/nn/node';
 *
 * const callbacks = [csvLog({ path: 'runs/digits.csv' })]; // an option of Trainer
 * ```
 */
export function csvLog({ path, everySteps }: CsvLogOptions): Callback {
  if (typeof path !== 'string' || path === '') throw new InvalidArgumentError('path', 'csvLog', 'name a file', path);
  if (everySteps !== undefined) checkInteger(everySteps, 'everySteps', 'csvLog', { min: 1 });
  let columns: string[] = [];
  let file: AppendFile | undefined;

  /** The whole file anew; it is whole at any moment. */
  const replace = async (header: readonly string[], rows: readonly string[]): Promise<void> => {
    const text = [header.map(quote).join(','), ...rows, ''].join('\n');
    await writeFileAtomic(path, new TextEncoder().encode(text));
    await file?.close();
    file = await AppendFile.open(path, Buffer.byteLength(text));
    columns = [...header];
  };

  const widen = async (names: readonly string[]): Promise<void> => {
    const [, ...rows] = (await file!.read()).trimEnd().split('\n');
    try {
      await replace(
        [...columns, ...names],
        rows.map((row) => row + ','.repeat(names.length)),
      );
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      warn(`${path} gets no column ${names.join(', ')} for now: ${(error as Error).message}.`);
    }
  };

  return async (event) => {
    const { type, progress } = event;
    const { epoch, step } = progress;
    if (type === 'start') {
      await mkdir(dirname(path), { recursive: true });
      const table = step > 0 ? await readTable(path, progress) : { header: PLACE, rows: [] };
      await replace(table.header, table.rows);
    } else if (isLogged(event, everySteps)) {
      const scalars = taggedScalars(event);
      const added = Object.keys(scalars).filter((name) => !columns.includes(name));
      if (added.length > 0) await widen(added);
      const values = columns.slice(PLACE.length).map((name) => scalars[name] ?? '');
      file!.append(`${[epoch, step, ...values].join(',')}\n`);
      await file!.flush();
    } else if (type === 'end' || type === 'error') {
      await file?.close();
      file = undefined;
    }
  };
}

/** The table so far, without what came after the place. */
async function readTable(
  path: string,
  { epoch, step }: Progress,
): Promise<{ header: readonly string[]; rows: string[] }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { header: PLACE, rows: [] };
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1); // a kill may have cut the last row
  const [header = [], ...records] = parse(whole, { relax_column_count: true }) as string[][];
  if (PLACE.some((name, i) => header[i] !== name)) {
    throw new InvalidDataError(`${path} is not the log of a run: its columns do not begin with ${PLACE.join(', ')}.`);
  }
  const fault = records.findIndex((fields) => fields.length !== header.length || !fields.slice(0, 2).every(isCount));
  if (fault >= 0) throw new InvalidDataError(`${path} is damaged: row ${fault + 1} does not fit its columns.`);
  const kept = records.filter(([e, s]) => Number(s) < step || (Number(s) === step && Number(e) <= epoch));
  return { header, rows: kept.map((fields) => fields.join(',')) };
}

function isCount(field: string): boolean {
  return /^\d+$/.test(field);
}

function quote(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
