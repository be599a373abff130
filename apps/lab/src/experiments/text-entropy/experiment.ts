import { entropy, perplexity } from '@ai/prob-info';
import { defineExperiment, figure, progress, scalars } from '../../experiment.js';
import { text } from '../../text.js';
import { frequencyFigure, lettersFigure } from './figures.js';
import { readLetters } from './model.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const textEntropy = defineExperiment({
  id: 'text-entropy',
  chapter: 'information',
  ...words,
  uses: [
    { name: 'selfInformation', package: '@ai/prob-info', source: 'packages/prob-info/src/information/entropy.ts' },
    { name: 'entropy', package: '@ai/prob-info', source: 'packages/prob-info/src/information/entropy.ts' },
  ],
  instant: true,
  charts: [
    {
      title: text('Bits per letter so far', '目前平均每个字母的比特数'),
      x: text('letters read', '已读字母'),
      series: { now: text('this letter', '当前字母'), mean: text('mean', '平均') },
    },
  ],
  options,
  script,
  async *run({ options }) {
    const letters = readLetters(options.text, Number(options.context), options.adaptive);
    let total = 0;
    for (const [i, { bits }] of letters.entries()) {
      total += bits;
      yield scalars(i + 1, { mean: total / (i + 1), now: bits });
    }
    yield figure(lettersFigure(letters));
    const counts = new Map<string, number>();
    for (const { letter } of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    const frequencies = [...counts]
      .map(([letter, count]) => ({ letter, share: count / letters.length }))
      .sort((a, b) => b.share - a.share);
    yield figure(frequencyFigure(frequencies));
    yield progress(1);
    const shares = frequencies.map(({ share }) => share);
    return {
      mainFigure: 'letters',
      values: {
        perLetter: { label: text('Bits per letter', '每个字母的比特数'), value: total / letters.length },
        total: { label: text('Bits in all', '总比特数'), value: total },
        plain: { label: text('At 8 bits a letter', '按每字母 8 比特'), value: 8 * letters.length },
        entropy: {
          label: text('Entropy of the letters alone', '仅按字母频率的熵'),
          value: entropy(shares, { base: 2 }),
        },
        perplexity: { label: text('As many equal letters', '相当于多少个等可能字母'), value: perplexity(shares) },
      },
    };
  },
});
