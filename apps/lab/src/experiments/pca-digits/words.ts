import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Principal components of digits', '手写数字的主成分'),
  summary: text(
    '64 pixels, a handful of directions: see the strokes they stand for and rebuild digits from them.',
    '64 个像素，几个方向：看看它们代表的笔画，并用它们重建数字。',
  ),
  explanation: text(
    `The digits fill only a small part of their 64-dimensional space. Principal components are the orthogonal directions along which they vary most; the share of variance each explains is its squared singular value over the sum of all.

Two directions already lay the digits out on a map. A digit is rebuilt from its first $E$ coordinates: with a few it is a blur, with twenty it can be read, with all 64 it is exact.

The pictures of the directions have blue where a pixel goes up along them and orange where it goes down.`,
    `数字只占 64 维空间的一小部分。主成分是数据变化最大的正交方向；每个方向解释的方差比例是其奇异值平方占总和的比例。

两个方向就能把数字铺成一张地图。用前 $E$ 个坐标可以重建数字：坐标少时模糊，二十个便可辨认，64 个则完全还原。

方向的图中，蓝色表示沿该方向像素变亮，橙色表示变暗。`,
  ),
  tries: [
    suggestion(
      text('Two numbers', '两个数'),
      { numComponents: 2 },
      text(
        'A digit told by two numbers: 29% of the variance, and what is rebuilt are blurs between a few shapes.',
        '一个数字只用两个数表示：保留 29% 的方差，重建出的只是几种形状之间的模糊影子。',
      ),
    ),
    suggestion(
      text('Forty numbers', '四十个数'),
      { numComponents: 40 },
      text(
        '99% of the variance: the eye sees hardly any difference, and 24 numbers are saved.',
        '保留 99% 的方差：肉眼几乎看不出差别，却省下 24 个数。',
      ),
    ),
    suggestion(
      text('From another side', '换个方向看'),
      { across: 3, upwards: 4 },
      text(
        'The same cloud seen along other directions: digits that lay on each other come apart, and others fall together.',
        '从别的方向看同一片云：原来重叠的数字分开了，另一些又挤到一起。',
      ),
    ),
  ],
  formula: formulaText(
    'x \\approx \\bar x + \\sum_{e=1}^{E} z_e v_e, \\qquad z_e = v_e^\\top (x - \\bar x), \\qquad \\text{share}_e = \\sigma_e^2 \\Big/ \\sum_j \\sigma_j^2',
    { share: '比例' },
  ),
};
