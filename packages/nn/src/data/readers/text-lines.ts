import { checkInteger, InvalidDataError } from '@ai/core';
import { type Chunks, decodeChunks } from './utf8.js';

/** Options of {@link parseLines}. */
export interface LinesOptions {
  /** Characters that a line may have; a longer one is an error, so that memory stays bounded. @default 1048576 */
  readonly maxLength?: number;
}

/**
 * The lines of a text that comes in pieces, one by one. Lines end in a line feed, or a carriage return and a line feed; the last one may
 * go without, and an empty text has none. Bytes are UTF-8, a byte order mark at the beginning is left out.
 *
 * @throws InvalidDataError for bytes that are not UTF-8, with their place, or a line that is too long, with its number
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { IterableDataset, ndArray, parseLines } from '@ai/nn';
 *
 * const text = ['3 4\n5', ' 12\r\n8 15'];
 * const pairs = new IterableDataset(() => parseLines(text)).map((line) => [ndArray(line.split(' ').map(Number))]);
 * for await (const [pair] of pairs.iterate({ seed: 0, epoch: 0, shard: { index: 0, count: 1 } })) console.log(pair);
 * ```
 */
export async function* parseLines(chunks: Chunks, options: LinesOptions = {}): AsyncGenerator<string, void> {
  const maxLength = checkInteger(options.maxLength ?? 2 ** 20, 'maxLength', 'parseLines', { min: 1 });
  let number = 1;
  let parts: string[] = []; // of the present line
  let length = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
    if (length > maxLength + 1) throw tooLong(number, maxLength); // a carriage return may be among them
  };
  const take = (): string => {
    const line = withoutReturn(parts.join(''));
    if (line.length > maxLength) throw tooLong(number, maxLength);
    number++;
    parts = [];
    length = 0;
    return line;
  };
  for await (const text of decodeChunks(chunks)) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      add(text.slice(start, end));
      yield take();
      start = end + 1;
    }
    if (start < text.length) add(text.slice(start));
  }
  if (length > maxLength) throw tooLong(number, maxLength);
  if (length > 0) yield parts.join('');
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function tooLong(line: number, maxLength: number): InvalidDataError {
  return new InvalidDataError(`Line ${line} has more than ${maxLength} characters.`);
}
