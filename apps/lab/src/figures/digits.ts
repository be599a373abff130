// Figures of 8x8 handwritten digits.
import type { Figure, Tile } from '../experiment.js';
import { type Text, text } from '../text.js';
import { classColor, quietInk } from './palette.js';
import { inkPicture } from './pixels.js';

export const DIGIT_SIDE = 8;
const INK = { min: 0, max: 16 };
const MOST_SHOWN = 40;

/** The 64 inks of a digit, 0 to 16, as a small picture. */
export function digitTile(inks: ArrayLike<number>, label: Tile['label'], tone?: Tile['tone']): Tile {
  return { pixels: inkPicture(inks, DIGIT_SIDE, INK), label, tone };
}

/** The digits that were called something else: what each is, and what it was called. */
export function misclassifiedFigure(
  digits: readonly ArrayLike<number>[],
  actual: readonly number[],
  predicted: readonly number[],
): Figure {
  const wrong = predicted.flatMap((digit, i) => (digit === actual[i] ? [] : [i]));
  return {
    kind: 'tiles',
    name: 'misclassified',
    title: text(
      `Misclassified digits: ${wrong.length} of ${predicted.length}`,
      `错分的数字：${predicted.length} 个中的 ${wrong.length} 个`,
    ),
    caption: text('The digit it is → what it was called.', '真实数字 → 判断结果。'),
    size: 52,
    tiles: wrong.slice(0, MOST_SHOWN).map((i) => digitTile(digits[i], `${actual[i]} → ${predicted[i]}`, 'bad')),
  };
}

/** Ten bars: how much a model believes in each digit. @param drawn whether the digit is the visitor's */
export function digitScores(scores: readonly number[], drawn: boolean, meaning: Text): Figure {
  const best = scores.indexOf(Math.max(...scores));
  const share = `${Math.round(100 * scores[best])}%`;
  return {
    kind: 'plot',
    name: 'your-digit',
    title: drawn
      ? text(`Your digit: a ${best}, ${share}`, `你的数字：${best}，${share}`)
      : text(`A held-out digit: a ${best}, ${share}`, `一个留出的数字：${best}，${share}`),
    caption: text('Draw one at the left: the answer follows the pen.', '在左侧画一个：答案随笔而动。'),
    spec: {
      width: 340,
      height: 150,
      data: { values: scores.map((score, digit) => ({ digit: String(digit), score })) },
      mark: { type: 'bar', cornerRadiusEnd: 3, width: 22 },
      encoding: {
        x: { field: 'digit', title: null, axis: { labelAngle: 0, labelFontSize: 14, domain: false, ticks: false } },
        y: {
          field: 'score',
          type: 'quantitative',
          title: meaning,
          scale: { domain: [0, 1] },
          axis: { format: '%', tickCount: 4 },
        },
        color: { condition: { test: `datum.digit === '${best}'`, value: classColor(0) }, value: quietInk },
        tooltip: [
          { field: 'digit', title: text('digit', '数字') },
          { field: 'score', title: meaning, format: '.3~f' },
        ],
      },
    },
  };
}
