import type { Figure } from '../../experiment.js';
import { classColor, ink, onOrange } from '../../figures/palette.js';
import { text } from '../../text.js';
import type { Letter } from './model.js';

const A_ROW = 26;
const CELL = 19;
const MOST_BITS = 7;
const MOST_BARS = 30;

/** The text, each letter on a ground as strong as its surprise. */
export function lettersFigure(letters: readonly Letter[]): Figure {
  const rows = Math.ceil(letters.length / A_ROW);
  const values = letters.map(({ letter, probability, bits }, i) => ({
    x: i % A_ROW,
    y: Math.floor(i / A_ROW),
    letter: /\s/.test(letter) ? '·' : letter,
    probability,
    bits,
  }));
  const place = (field: string, count: number) => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.5, count - 0.5], nice: false, zero: false, reverse: field === 'y' },
  });
  const [x, y] = [place('x', A_ROW), place('y', rows)];
  return {
    kind: 'plot',
    name: 'letters',
    title: text('The text, the more surprising the stronger the colour', '文本：越意外，底色越浓'),
    caption: text('Hover for the probability and the bits of a letter.', '悬停可见字母的概率与比特数。'),
    spec: {
      width: A_ROW * CELL,
      height: rows * (CELL + 5),
      data: { values },
      layer: [
        {
          mark: { type: 'rect', width: CELL - 1, height: CELL + 3, color: classColor(1), cornerRadius: 3 },
          encoding: {
            x,
            y,
            opacity: {
              field: 'bits',
              type: 'quantitative',
              scale: { domain: [0, MOST_BITS], range: [0.02, 1], clamp: true },
              legend: null,
            },
            tooltip: [
              { field: 'letter', title: text('letter', '字母') },
              { field: 'probability', title: text('probability', '概率'), format: '.3~f' },
              { field: 'bits', title: text('bits', '比特'), format: '.3~f' },
            ],
          },
        },
        {
          mark: { type: 'text', fontSize: 13, aria: false },
          encoding: {
            x,
            y,
            text: { field: 'letter' },
            color: { condition: { test: `datum.bits > ${0.55 * MOST_BITS}`, value: onOrange }, value: ink },
          },
        },
      ],
    },
  };
}

/** How often each letter occurs, the most frequent first. */
export function frequencyFigure(frequencies: readonly { letter: string; share: number }[]): Figure {
  const shown = frequencies.slice(0, MOST_BARS).map(({ letter, share }) => ({
    letter: /\s/.test(letter) ? '␣' : letter,
    share,
    bits: -Math.log2(share),
  }));
  return {
    kind: 'plot',
    name: 'frequencies',
    title: text('Letters and how often they occur', '字母及其频率'),
    spec: {
      width: 360,
      height: 190,
      data: { values: shown },
      mark: { type: 'bar', cornerRadiusEnd: 2 },
      encoding: {
        x: { field: 'letter', sort: null, title: null, axis: { labelAngle: 0, labelFontSize: 12, ticks: false } },
        y: { field: 'share', type: 'quantitative', title: text('share', '比例'), axis: { format: '%' } },
        tooltip: [
          { field: 'letter', title: text('letter', '字母') },
          { field: 'share', title: text('share', '比例'), format: '.2%' },
          { field: 'bits', title: text('bits', '比特'), format: '.3~f' },
        ],
      },
    },
  };
}
