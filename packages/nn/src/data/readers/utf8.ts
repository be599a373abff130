import { InvalidDataError } from '@ai/core';

/** Text or bytes in pieces of any size: a file, the body of a response, an array of strings. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const BYTE_ORDER_MARK = '\ufeff';

/** A decoder that throws for what is not UTF-8 and leaves a byte order mark in. */
const strict = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of UTF-8 bytes, without a byte order mark.
 *
 * @throws InvalidDataError for bytes that are not UTF-8, with their place
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return withoutMark(strict().decode(bytes));
  } catch {
    throw notUtf8(bytes, 0);
  }
}

/**
 * The text of UTF-8 bytes that come in pieces, characters that are split between pieces put together, without a byte order mark.
 * Pieces that are text already pass.
 *
 * @throws InvalidDataError for bytes that are not UTF-8, with their place
 */
export async function* decodeChunks(chunks: Chunks): AsyncGenerator<string, void> {
  const decoder = strict();
  let rest: Uint8Array = new Uint8Array(0); // the beginning of a character at the end of the last piece
  let offset = 0;
  let isFirst = true;
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw notUtf8(joined(rest, bytes), offset - rest.length);
    }
  };
  for await (const chunk of chunks) {
    let text: string;
    if (typeof chunk === 'string') {
      text = decode(new Uint8Array(0), false) + chunk;
      rest = new Uint8Array(0);
    } else {
      text = decode(chunk, true);
      rest = unfinished(joined(rest, chunk.subarray(-3)));
      offset += chunk.length;
    }
    if (text === '') continue;
    yield isFirst ? withoutMark(text) : text;
    isFirst = false;
  }
  decode(new Uint8Array(0), false);
}

export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The bytes at the end that begin a character without finishing it. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? bytes.slice(bytes.length - back) : new Uint8Array(0);
  }
  return new Uint8Array(0);
}

/** Finds the first byte that no character has, in a logarithmic number of tries. */
function notUtf8(bytes: Uint8Array, offset: number): InvalidDataError {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      strict().decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  const [first, second] = bytes;
  const isUtf16 = offset === 0 && ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff));
  const what = good < bytes.length ? `byte ${offset + good} does not fit` : 'it ends within a character';
  return new InvalidDataError(`The text is not UTF-8: ${what}${isUtf16 ? ' (it begins like UTF-16)' : ''}.`);
}
