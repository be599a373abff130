import type { Random } from '@ai/core';

/**
 * Shuffles a stream by a buffer: a sample that comes takes the place of one drawn from the full buffer, which goes out; what is left at
 * the end goes out in random order. A buffer as large as the stream gives every order alike, a smaller one only mixes neighbours.
 */
export async function* shuffled<T>(source: AsyncIterable<T>, size: number, random: Random): AsyncGenerator<T, void> {
  const held: T[] = [];
  for await (const sample of source) {
    if (held.length < size) {
      held.push(sample);
      continue;
    }
    const place = random.integer(0, size);
    const out = held[place];
    held[place] = sample;
    yield out;
  }
  yield* random.shuffle(held);
}

/** Groups of `size` samples, without the first `skip` samples; the last one may be smaller, or is left out. */
export async function* grouped<T>(
  source: AsyncIterable<T>,
  size: number,
  { skip, dropLast }: { readonly skip: number; readonly dropLast: boolean },
): AsyncGenerator<T[], void> {
  let group: T[] = [];
  let seen = 0;
  for await (const sample of source) {
    if (seen++ < skip) continue;
    group.push(sample);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0 && !dropLast) yield group;
}
