import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('The boundary of nearest neighbours', '最近邻的分类边界'),
  summary: text(
    'Iris flowers in two measurements: how k and the distance bend the border between species.',
    '用两个测量值看鸢尾花：k 和距离怎样改变物种之间的边界。',
  ),
  explanation: text(
    `Every point of the plane takes the class that most of its $k$ nearest flowers have; the fainter the colour, the closer the vote. With $k = 1$ each flower keeps an island of its own, which is memory and not knowledge. With a large $k$ the border grows smooth, then the small class disappears.

Which $k$ is right? Cross-validation asks: it hides a fifth of the flowers, predicts them from the rest, five times over, and counts. The curve beside the picture is its answer for each $k$.

Your own table: a CSV with a header row, at least two columns of numbers, and the class as the last column.`,
    `平面上每一点取其 $k$ 个最近花朵中多数的类别；颜色越淡，票数越接近。$k = 1$ 时每朵花都有自己的小岛，这是记忆而不是知识。$k$ 很大时边界变得平滑，最后小类消失。

哪个 $k$ 合适？交叉验证来回答：藏起五分之一的花，用其余的来预测，重复五次并计数。图旁的曲线就是每个 $k$ 的答案。

你自己的表：带表头的 CSV，至少两列数字，最后一列为类别。`,
  ),
  tries: [
    suggestion(
      text('One neighbour', '一个邻居'),
      { k: 1 },
      text(
        'Every flower has an island of its own: 92% on the points shown, 74% in cross-validation. The gap is what was memorised.',
        '每朵花都有自己的小岛：图中的点对 92%，交叉验证只有 74%。差距就是死记的部分。',
      ),
    ),
    suggestion(
      text('Forty neighbours', '四十个邻居'),
      { k: 40 },
      text('A calm border, and 83% against 82%: nothing is memorised any more.', '边界平稳，83% 对 82%：不再死记。'),
    ),
    suggestion(
      text('Look at the petals', '改看花瓣'),
      { horizontal: '2', vertical: '3' },
      text(
        'Two other measurements and 96% are right in cross-validation: what is measured matters more than k.',
        '换两个测量值，交叉验证就有 96% 正确：测什么比 k 更重要。',
      ),
    ),
  ],
  formula:
    '\\mathrm{CV}(k) = \\frac{1}{N} \\sum_{f=1}^{5} \\sum_{i \\in F_f} \\left[\\hat y_k^{(-f)}(x_i) = y_i\\right]',
};
