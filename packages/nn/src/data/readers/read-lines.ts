import { createReadStream } from 'node:fs';
import { namingEach } from './naming.js';
import { type LinesOptions, parseLines } from './text-lines.js';

/**
 * The lines of a text file one by one, as `parseLines` gives them. The file is read as far as lines are taken.
 *
 * @throws InvalidDataError as `parseLines` does, beginning with the file's name
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readLines } from '@ai/nn/node';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'lines-')), 'poem.txt');
 * await writeFile(path, 'Tyger Tyger,\r\nburning bright\n');
 * for await (const line of readLines(path)) console.log(line.length); // 12, 14
 * ```
 */
export function readLines(path: string, options: LinesOptions = {}): AsyncGenerator<string, void> {
  return namingEach(path, parseLines(createReadStream(path), options));
}
