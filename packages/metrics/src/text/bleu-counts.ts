import { checkBoolean, checkInteger, checkNumber, checkOneOf } from '@ai/core';
import { type MetricDefinition, sums } from '../define-metric.js';
import { BLEU_TOKENIZERS, type BleuTokenizer, tokenize } from './bleu-tokenizers.js';
import { countNgrams, type References, type Texts, toSegments } from './segments.js';

/** Options of {@link bleu}. */
export interface BleuOptions {
  /** How text is split. @default '13a' */
  readonly tokenizer?: BleuTokenizer;
  /** Compare without regard to case. @default false */
  readonly lowercase?: boolean;
  /** The longest n-grams that count. @default 4 */
  readonly maxOrder?: number;
  /**
   * What an order without a match counts (Chen and Cherry, 2014): 'exp' halves the precision of one match with each such order, 'floor'
   * counts `smoothingValue` matches, 'add-k' adds it to matches and totals of all orders above 1, 'none' makes the score 0.
   * @default 'exp'
   */
  readonly smoothing?: 'exp' | 'floor' | 'add-k' | 'none';
  /** @default 0.1 for 'floor', 1 for 'add-k' */
  readonly smoothingValue?: number;
  /** Leave out orders longer than the prediction. @default false; true for sentences */
  readonly effectiveOrder?: boolean;
}

/** BLEU with its parts. */
export interface BleuReport {
  /** 0 to 100. */
  readonly score: number;
  /** Precision of each order, 0 to 100. */
  readonly precisions: readonly number[];
  /** 1, or less if predictions are shorter than references. */
  readonly brevityPenalty: number;
  /** Tokens of all predictions. */
  readonly predictionLength: number;
  /** Tokens of the references nearest in length. */
  readonly referenceLength: number;
}

type CheckedOptions = Required<BleuOptions>;

export function checkOptions(options: BleuOptions, owner: string, effective: boolean): CheckedOptions {
  const { tokenizer = '13a', lowercase = false, maxOrder = 4, smoothing = 'exp', effectiveOrder = effective } = options;
  const smoothingValue = options.smoothingValue ?? (smoothing === 'floor' ? 0.1 : 1);
  checkOneOf(tokenizer, 'tokenizer', owner, BLEU_TOKENIZERS);
  checkBoolean(lowercase, 'lowercase', owner);
  checkInteger(maxOrder, 'maxOrder', owner, { min: 1 });
  checkOneOf(smoothing, 'smoothing', owner, ['exp', 'floor', 'add-k', 'none']);
  checkNumber(smoothingValue, 'smoothingValue', owner, { min: 0 });
  checkBoolean(effectiveOrder, 'effectiveOrder', owner);
  return { tokenizer, lowercase, maxOrder, smoothing, smoothingValue, effectiveOrder };
}

// The sums: length of the prediction, of the reference, then matches and totals of each order.
export const HEAD = 2;

/** Adds the counts of one segment. */
export function addSegment(
  totals: Float64Array,
  references: readonly string[],
  prediction: string,
  options: CheckedOptions,
): void {
  const { maxOrder } = options;
  const tokens = (text: string): string[] => tokenize(options.lowercase ? text.toLowerCase() : text, options.tokenizer);
  const found = tokens(prediction);
  const wanted = references.map(tokens);
  totals[0] += found.length;
  totals[1] += nearestLength(
    found.length,
    wanted.map((list) => list.length),
  );
  for (let order = 1; order <= maxOrder; order++) {
    const allowed = wanted.map((list) => countNgrams(list, order, ' '));
    for (const [ngram, count] of countNgrams(found, order, ' ')) {
      const most = Math.max(...allowed.map((counts) => counts.get(ngram) ?? 0));
      totals[HEAD + order - 1] += Math.min(count, most);
      totals[HEAD + maxOrder + order - 1] += count;
    }
  }
}

/** The length that is nearest to that of the prediction; the shorter one of two. */
function nearestLength(length: number, lengths: readonly number[]): number {
  return lengths.reduce((best, other) => {
    const [near, far] = [Math.abs(best - length), Math.abs(other - length)];
    return far < near || (far === near && other < best) ? other : best;
  });
}

export function scoreOf(totals: Float64Array, options: CheckedOptions): BleuReport {
  const { maxOrder, smoothing, smoothingValue, effectiveOrder } = options;
  const [predictionLength, referenceLength] = totals;
  const matches = totals.subarray(HEAD, HEAD + maxOrder);
  const precisions = new Array<number>(maxOrder).fill(0);
  const short = predictionLength < referenceLength;
  const brevityPenalty = short ? Math.exp(1 - referenceLength / predictionLength) : 1;
  const report = { precisions, brevityPenalty, predictionLength, referenceLength };
  if (!matches.some((count) => count > 0)) return { score: 0, ...report };

  let orders = maxOrder;
  let halving = 1;
  for (let n = 0; n < maxOrder; n++) {
    const added = smoothing === 'add-k' && n > 0 ? smoothingValue : 0;
    const [hits, total] = [matches[n] + added, totals[HEAD + maxOrder + n] + added];
    if (total === 0) break;
    if (effectiveOrder) orders = n + 1;
    if (hits > 0) precisions[n] = (100 * hits) / total;
    else if (smoothing === 'exp') {
      halving *= 2;
      precisions[n] = 100 / (halving * total);
    } else if (smoothing === 'floor') precisions[n] = (100 * smoothingValue) / total;
  }
  const logs = precisions.slice(0, orders).reduce((sum, precision) => sum + Math.log(precision), 0);
  return { score: brevityPenalty * Math.exp(logs / orders), ...report };
}

export function defineBleu<Result>(
  owner: string,
  options: BleuOptions,
  choose: (report: BleuReport) => Result,
): MetricDefinition<Float64Array, [references: References, predictions: Texts], Result> {
  const checked = checkOptions(options, owner, false);
  return sums(
    HEAD + 2 * checked.maxOrder,
    (references: References, predictions: Texts) => {
      const totals = new Float64Array(HEAD + 2 * checked.maxOrder);
      for (const [own, prediction] of toSegments(references, predictions, owner)) {
        addSegment(totals, own, prediction, checked);
      }
      return totals;
    },
    (totals) => choose(scoreOf(totals, checked)),
  );
}
