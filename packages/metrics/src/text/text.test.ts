import { expectClose, readGolden } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BleuOptions,
  bleu,
  bleuReport,
  type ChrfOptions,
  characterErrorRate,
  chrf,
  editDistance,
  exactMatch,
  perplexity,
  perplexityWindows,
  type Rouge,
  rouge,
  sentenceBleu,
  tokenF1,
  wordErrorRate,
} from '../index.js';
import { tokenize } from './bleu-tokenizers.js';
import { porterStem } from './porter-stemmer.js';

type Given = Record<string, string | number | boolean>;
interface Corpus {
  predictions: string[];
  references: string[][];
  bleu: { options: Given; score: number; precisions: number[]; bp: number; sys: number; ref: number }[];
  sentences: { options: Given; scores: number[] }[];
  chrf: { options: Given; score: number; scores: number[] }[];
}
const golden = readGolden<{
  corpora: Corpus[];
  rouge: {
    predictions: string[];
    references: string[];
    plain: Record<string, number>;
    stemmed: Record<string, number>;
  };
  errors: { predictions: string[]; references: string[]; words: number; characters: number }[];
  answers: { predictions: string[]; references: string[][]; exact_match: number; f1: number };
  stems: Record<string, string>;
}>(new URL('../../golden/text.json', import.meta.url));
const tight = { relative: 1e-12 };
const single = { relative: 1e-6 }; // torchmetrics computes in float32

/** sacreBLEU's names of options. */
const NAMES = new Map([
  ['tokenize', 'tokenizer'],
  ['smooth_method', 'smoothing'],
  ['smooth_value', 'smoothingValue'],
  ['max_ngram_order', 'maxOrder'],
  ['effective_order', 'effectiveOrder'],
  ['char_order', 'charOrder'],
  ['word_order', 'wordOrder'],
]);
const translated = (options: Given): object =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [NAMES.get(name) ?? name, value]));

describe.each(golden.corpora)('text as sacreBLEU scores it %#', ({ predictions, references, ...expected }) => {
  it.each(expected.bleu)('BLEU %#: $options', ({ options, score, precisions, bp, sys, ref }) => {
    const report = bleuReport(references, predictions, translated(options) as BleuOptions);
    expectClose(
      [report.score, report.brevityPenalty, report.predictionLength, report.referenceLength, ...report.precisions],
      [score, bp, sys, ref, ...precisions],
      tight,
    );
    expect(bleu(references, predictions, translated(options) as BleuOptions)).toBe(report.score);
  });

  it.each(expected.sentences)('sentence BLEU %#: $options', ({ options, scores }) => {
    const actual = predictions.map((text, i) =>
      sentenceBleu([references[i]], [text], translated(options) as BleuOptions),
    );
    expectClose(actual, scores, tight);
    const mean = scores.reduce((a, b) => a + b) / scores.length;
    expectClose(sentenceBleu(references, predictions, translated(options) as BleuOptions), mean, tight);
  });

  it.each(expected.chrf)('chrF %#: $options', ({ options, score, scores }) => {
    const given = translated(options) as ChrfOptions;
    expectClose(chrf(references, predictions, given), score, tight);
    expectClose(
      predictions.map((text, i) => chrf([references[i]], [text], given)),
      scores,
      tight,
    );
  });
});

describe('ROUGE', () => {
  const { predictions, references, ...expected } = golden.rouge;

  it.each(['plain', 'stemmed'] as const)('as torchmetrics: %s', (name) => {
    const actual = rouge(references, predictions, { stem: name === 'stemmed' });
    for (const [key, value] of Object.entries(expected[name])) {
      const [kind, part] = key.split('_');
      const score = actual[kind as keyof Rouge];
      expectClose(
        { precision: score.precision, recall: score.recall, fmeasure: score.f1 }[part] as number,
        value,
        single,
      );
    }
  });

  it('takes the best reference', () => {
    const [best] = [rouge(['the cat sat'], ['the cat lay'])];
    expect(rouge([['nothing', 'the cat sat']], ['the cat lay'])).toEqual(best);
  });

  it.each(Object.entries(golden.stems))('stem of %s', (word, stem) => {
    expect(porterStem(word)).toBe(stem);
  });
});

describe('errors and answers', () => {
  it.each(golden.errors)('error rates as torchmetrics %#', ({ predictions, references, words, characters }) => {
    expectClose(wordErrorRate(references, predictions), words, single);
    expectClose(characterErrorRate(references, predictions), characters, single);
  });

  it('edit distance is a distance', () => {
    const word = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(editDistance(a, a)).toBe(0);
      }),
    );
  });

  it('answers as SQuAD', () => {
    const { predictions, references, exact_match, f1 } = golden.answers;
    expectClose(exactMatch(references, predictions), exact_match, single);
    expectClose(tokenF1(references, predictions), f1, single);
  });
});

describe('perplexity with strides', () => {
  it('scores every token but the first once, with context', () => {
    const shapes = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 2, max: 12 }))
      .chain(([tokens, maxLength]) =>
        fc.tuple(fc.constant(tokens), fc.constant(maxLength), fc.integer({ min: 1, max: maxLength - 1 })),
      );
    fc.assert(
      fc.property(shapes, ([tokens, maxLength, stride]) => {
        const windows = perplexityWindows(tokens, { maxLength, stride });
        const scored = windows.flatMap(({ scoreFrom, end }) =>
          Array.from({ length: end - scoreFrom }, (_, i) => scoreFrom + i),
        );
        expect(scored).toEqual(Array.from({ length: Math.max(0, tokens - 1) }, (_, i) => i + 1));
        for (const { start, scoreFrom, end } of windows) {
          expect(end - start).toBeLessThanOrEqual(maxLength);
          expect(scoreFrom).toBeGreaterThan(start);
        }
      }),
    );
  });

  it('a stride of the whole length loses the first token of each window', () => {
    expect(perplexityWindows(8, { maxLength: 4, stride: 4 })).toEqual([
      { start: 0, scoreFrom: 1, end: 4 },
      { start: 4, scoreFrom: 5, end: 8 },
    ]);
    expect(perplexityWindows(4, { maxLength: 2 })).toEqual(perplexityWindows(4, { maxLength: 2, stride: 1 }));
  });

  it('equals the perplexity of the whole if the model needs no more context', () => {
    const logs = Array.from({ length: 30 }, (_, i) => -0.1 * (1 + (i % 7)));
    const stream = perplexity.streaming();
    let state = stream.init();
    for (const { scoreFrom, end } of perplexityWindows(30, { maxLength: 8, stride: 3 })) {
      state = stream.update(state, logs.slice(scoreFrom, end));
    }
    expectClose(stream.compute(state), perplexity(logs.slice(1)), tight);
  });
});

describe('text', () => {
  it('undefined values', () => {
    expect(bleu([], [])).toBe(0);
    expect(sentenceBleu([], [])).toBeNaN();
    expect(chrf([], [])).toBe(0);
    expect(rouge([], []).rouge1.f1).toBeNaN();
    expect(wordErrorRate([''], [''])).toBeNaN();
    expect(wordErrorRate([''], ['a'])).toBe(Number.POSITIVE_INFINITY);
    expect(characterErrorRate([], [])).toBeNaN();
    expect(exactMatch([], [])).toBeNaN();
    expect(tokenF1([''], [''])).toBe(1);
  });

  it('takes time in proportion to the length of the text', () => {
    const time = (length: number): number => {
      const text = ' .,-'.repeat(length / 4);
      const start = performance.now();
      for (const tokenizer of ['13a', 'intl', 'zh'] as const) tokenize(text, tokenizer);
      return performance.now() - start;
    };
    time(20_000);
    const best = (length: number): number => Math.min(...[0, 1, 2].map(() => time(length)));
    expect(best(80_000)).toBeLessThan(20 * best(20_000) + 20);
  });

  it('refuses what it cannot score', () => {
    expect(() => bleu(['a'], [])).toThrow(
      "'predictions' of bleu must have as many samples as 'references' (1), got 0.",
    );
    expect(() => bleu([[]], ['a'])).toThrow("'references' of bleu must hold a string or a list of at least one string");
    expect(() => bleu([3 as never], ['a'])).toThrow("'references' of bleu");
    expect(() => bleu(['a'], [3 as never])).toThrow("'predictions' of bleu must hold strings, got 3 at index 0.");
    expect(() => bleu('a' as never, ['a'])).toThrow("'references' of bleu must be an array of segments");
    expect(() => bleu([], [], { tokenizer: '13b' as never })).toThrow("'tokenizer'");
    expect(() => bleu([], [], { lowercase: 1 as never })).toThrow("'lowercase'");
    expect(() => bleu([], [], { maxOrder: 0 })).toThrow("'maxOrder'");
    expect(() => bleu([], [], { smoothing: 'add' as never })).toThrow("'smoothing'");
    expect(() => bleu([], [], { smoothingValue: -1 })).toThrow("'smoothingValue'");
    expect(() => sentenceBleu([], [], { effectiveOrder: 1 as never })).toThrow("'effectiveOrder' of sentenceBleu");
    const bad: ChrfOptions[] = [{ charOrder: 0 }, { wordOrder: -1 }, { beta: 0 }];
    for (const options of bad) expect(() => chrf([], [], options)).toThrow(`'${Object.keys(options)[0]}' of chrf`);
    expect(() => chrf([], [], { lowercase: 1 as never })).toThrow("'lowercase'");
    expect(() => chrf([], [], { whitespace: 1 as never })).toThrow("'whitespace'");
    expect(() => rouge([], [], { stem: 1 as never })).toThrow("'stem'");
    expect(() => perplexityWindows(-1, { maxLength: 4 })).toThrow("'tokens'");
    expect(() => perplexityWindows(1, { maxLength: 1 })).toThrow("'maxLength'");
    expect(() => perplexityWindows(1, { maxLength: 4, stride: 5 })).toThrow("'stride'");
  });
});
