import { selfInformation } from '@ai/prob-info';

/** A letter of the text, what was expected of it, and what it costs. */
export interface Letter {
  readonly letter: string;
  readonly probability: number;
  readonly bits: number;
}

/**
 * The cost of each letter. Frequencies after a context are mixed with those after shorter ones, as strongly as they have been seen, down
 * to all letters alike (Moffat's method C of prediction by partial matching, 1990, with blending instead of escapes).
 *
 * @param adaptive count only what came before each letter, instead of the whole text
 */
export function readLetters(content: string, context: number, adaptive: boolean): Letter[] {
  const letters = Array.from(content);
  const alphabet = new Set(letters).size;
  const counts = new Map<string, Map<string, number>>();
  const contextsAt = (place: number) =>
    Array.from({ length: context + 1 }, (_, length) =>
      place >= length ? letters.slice(place - length, place).join('') : undefined,
    );
  const learn = (place: number) => {
    for (const [length, before] of contextsAt(place).entries()) {
      if (before === undefined) continue;
      const key = `${length}:${before}`;
      const after = counts.get(key) ?? new Map<string, number>();
      after.set(letters[place], (after.get(letters[place]) ?? 0) + 1);
      counts.set(key, after);
    }
  };
  if (!adaptive) for (const place of letters.keys()) learn(place);
  return letters.map((letter, place) => {
    let probability = 1 / alphabet;
    for (const [length, before] of contextsAt(place).entries()) {
      const after = before === undefined ? undefined : counts.get(`${length}:${before}`);
      if (!after) continue;
      const seen = [...after.values()].reduce((sum, count) => sum + count, 0);
      const trust = adaptive ? after.size : 0; // what is known beforehand needs no caution
      probability = ((after.get(letter) ?? 0) + trust * probability) / (seen + trust);
    }
    if (adaptive) learn(place);
    return { letter, probability, bits: selfInformation(probability, { base: 2 }) };
  });
}
