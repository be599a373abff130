import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('How far apart are two distributions?', '两个分布相距多远？'),
  summary: text(
    'Entropy, cross entropy, KL both ways and Jensen-Shannon, as two curves are moved about.',
    '移动两条曲线，看熵、交叉熵、两个方向的 KL 散度与 JS 散度。',
  ),
  explanation: text(
    `Code the draws of $P$ with a code made for $Q$: the mean length is the cross entropy $H(P, Q)$. The best code, made for $P$ itself, needs $H(P)$. What is wasted is the Kullback-Leibler divergence $D(P \\Vert Q) = H(P, Q) - H(P) \\ge 0$.

It is not symmetric. $D(P \\Vert Q)$ is large where $P$ has mass and $Q$ has none; a $Q$ fitted this way covers both humps. $D(Q \\Vert P)$ is large where $Q$ has mass and $P$ has none; a $Q$ fitted this way settles on one hump, once they are far enough apart. Fit both ways and compare.

Jensen-Shannon measures both from their mixture: symmetric, and never above $\\log 2$.`,
    `用为 $Q$ 设计的编码来编码 $P$ 的样本：平均长度即交叉熵 $H(P, Q)$。为 $P$ 自身设计的最佳编码需要 $H(P)$。浪费的部分就是 KL 散度 $D(P \\Vert Q) = H(P, Q) - H(P) \\ge 0$。

它不对称。$P$ 有质量而 $Q$ 没有之处使 $D(P \\Vert Q)$ 变大；这样拟合的 $Q$ 会覆盖两个峰。$Q$ 有质量而 $P$ 没有之处使 $D(Q \\Vert P)$ 变大；只要两峰相距够远，这样拟合的 $Q$ 会落在一个峰上。两种拟合都试试，再作比较。

JS 散度从两者的混合出发度量：对称，且不超过 $\\log 2$。`,
  ),
  tries: [
    suggestion(
      text('Cover both humps', '覆盖两个峰'),
      { fit: 'forward', distance: 6 },
      text(
        'Least D(P‖Q): Q must be wherever P is, so it stretches over both humps and puts much of itself where P has almost nothing.',
        '使 D(P‖Q) 最小：P 所在之处 Q 都必须在，于是 Q 横跨两峰，把不少质量放在 P 几乎没有的地方。',
      ),
    ),
    suggestion(
      text('Choose one hump', '只选一个峰'),
      { fit: 'reverse', distance: 6 },
      text(
        'Least D(Q‖P): Q must not be where P is not, so it settles on the nearer hump and gives the other one up.',
        '使 D(Q‖P) 最小：P 不在之处 Q 也不能在，于是 Q 落在较近的峰上，放弃另一个。',
      ),
    ),
    suggestion(
      text('A perfect match', '完全重合'),
      { humps: 'one', meanQ: 0, deviationQ: 0.8 },
      text(
        'P and Q are the same: every divergence is zero, and the cross entropy is the entropy.',
        'P 与 Q 相同：所有散度为零，交叉熵就等于熵。',
      ),
    ),
  ],
  formula:
    'D(P \\Vert Q) = \\sum_x p(x) \\log \\frac{p(x)}{q(x)}, \\qquad \\mathrm{JS}(P, Q) = \\tfrac12 D\\!\\left(P \\,\\Big\\Vert\\, \\tfrac{P + Q}{2}\\right) + \\tfrac12 D\\!\\left(Q \\,\\Big\\Vert\\, \\tfrac{P + Q}{2}\\right)',
};
