import { checkInteger } from '@ai/core';

/** Options of {@link perplexityWindows}. */
export interface PerplexityWindowsOptions {
  /** The longest context of the model, in tokens. */
  readonly maxLength: number;
  /** Tokens from one window to the next: small gives every token much context, `maxLength` is fastest. @default maxLength / 2 */
  readonly stride?: number;
}

/** A part of a text for a language model to score: tokens `start` to `end` (exclusive) go in, those from `scoreFrom` on count. */
export interface PerplexityWindow {
  readonly start: number;
  readonly scoreFrom: number;
  readonly end: number;
}

/**
 * Cuts a text that is longer than a model's context into overlapping windows, so that every token but the first is scored once and with
 * context before it. Feed the log-probabilities of the scored tokens of each window to `perplexity.streaming()`.
 *
 * With a stride of `maxLength` the first token of every window has no context and is not scored.
 *
 * @param tokens number of tokens of the text
 * @throws InvalidArgumentError unless tokens >= 0, maxLength >= 2 and 1 <= stride <= maxLength
 * @example
 * ```ts
 * import { perplexity, perplexityWindows } from '@ai/metrics';
 *
 * const stream = perplexity.streaming();
 * let state = stream.init();
 * for (const { start, scoreFrom, end } of perplexityWindows(10, { maxLength: 4, stride: 2 })) {
 *   // run the model on tokens start..end; here every token has the probability 1/2
 *   const logProbabilities = new Array(end - scoreFrom).fill(Math.log(0.5));
 *   state = stream.update(state, logProbabilities);
 * }
 * stream.compute(state); // 2
 * ```
 */
export function perplexityWindows(tokens: number, options: PerplexityWindowsOptions): PerplexityWindow[] {
  const { maxLength, stride = Math.max(1, maxLength >> 1) } = options;
  checkInteger(tokens, 'tokens', 'perplexityWindows', { min: 0 });
  checkInteger(maxLength, 'maxLength', 'perplexityWindows', { min: 2 });
  checkInteger(stride, 'stride', 'perplexityWindows', { min: 1, max: maxLength });
  const windows: PerplexityWindow[] = [];
  for (let start = 0, scored = 0; scored < tokens; start += stride) {
    const end = Math.min(start + maxLength, tokens);
    const scoreFrom = Math.max(scored, start + 1);
    if (scoreFrom < end) windows.push({ start, scoreFrom, end });
    scored = end;
  }
  return windows;
}
