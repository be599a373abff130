import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Nearest neighbours on handwritten digits', '手写数字的最近邻分类'),
  summary: text(
    'No training at all: each new digit asks the k most similar ones it has seen.',
    '完全不用训练：每个新数字询问最相似的 k 个已知数字。',
  ),
  explanation: text(
    `A digit is a point in a space of 64 dimensions, one per pixel. To classify it, find the $k$ training points nearest to it and let them vote; with distance weights a neighbour at distance $d$ has a vote of $1/d$.

One neighbour is already hard to beat here. More neighbours smooth the decision, and in the end too much: try $k = 50$. The distance matters as well: the largest difference of a single pixel (Chebyshev) is a poor judge of likeness.

Draw a digit of your own: its nearest neighbours are shown with their votes.`,
    `一个数字是 64 维空间中的一个点，每个像素一维。分类时找出离它最近的 $k$ 个训练点，由它们投票；按距离加权时，距离为 $d$ 的邻居有 $1/d$ 票。

在这里，一个邻居就已经很难超越。邻居越多，决策越平滑，最终会过于平滑：试试 $k = 50$。距离也很重要：只看单个像素最大差值（切比雪夫）并不能很好地衡量相似。

自己画一个数字：它的最近邻和各自的票会显示出来。`,
  ),
  tries: [
    suggestion(
      text('One neighbour', '一个邻居'),
      { k: 1 },
      text(
        'Memory and nothing else: 7 errors among 594 digits, fewer than with three neighbours.',
        '只有记忆：594 个数字里错 7 个，比三个邻居还少。',
      ),
    ),
    suggestion(
      text('Too many votes', '票太多'),
      { k: 50, weights: 'uniform' },
      text(
        '38 errors. For an unusual digit most of the fifty nearest are of another kind and outvote the few that are right.',
        '错 38 个。对不常见的写法，最近的五十个多半是别的数字，少数对的被票数压倒。',
      ),
    ),
    suggestion(
      text('Little to remember', '记得很少'),
      { testShare: 0.9 },
      text(
        '179 digits to remember, 18 of each, and 95% of the rest are called rightly. The convolutional network gets no further with so few.',
        '只记 179 个数字，每种 18 个，其余的仍有 95% 判对。样本这么少时，卷积网络也不会更好。',
      ),
    ),
  ],
  formula: formulaText(
    '\\hat y(x) = \\arg\\max_c \\sum_{i \\in N_k(x)} w_i\\,[y_i = c], \\qquad w_i = 1 \\;\\text{ or }\\; 1 / \\lVert x - x_i \\rVert',
    { ' or ': ' 或 ' },
  ),
};
