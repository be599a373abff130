import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Gradient descent on a surface', '曲面上的梯度下降'),
  summary: text(
    'Too small a rate crawls, too large a rate leaps out of the valley.',
    '学习率太小寸步难行，太大则跳出山谷。',
  ),
  explanation: text(
    `Each step walks against the gradient, as far as the learning rate $\\eta$ says. On a quadratic surface of curvature $\\lambda$ the error shrinks by $|1 - \\eta\\lambda|$ a step: below $1/\\lambda$ it creeps, between $1/\\lambda$ and $2/\\lambda$ it zigzags, above $2/\\lambda$ it grows without end.

Momentum $\\beta$ keeps a running sum of gradients: it cancels the zigzag across a narrow valley and adds up along it.

Try the narrow valley with rate 0.05, 0.3 and 0.34, then add momentum 0.9.`,
    `每一步沿负梯度方向前进，步长由学习率 $\\eta$ 决定。在曲率为 $\\lambda$ 的二次曲面上，误差每步乘以 $|1 - \\eta\\lambda|$：小于 $1/\\lambda$ 时缓慢，介于 $1/\\lambda$ 与 $2/\\lambda$ 之间时来回震荡，超过 $2/\\lambda$ 则发散。

动量 $\\beta$ 累积梯度：抵消横穿窄谷的震荡，加快沿谷底的前进。

在“窄谷”上依次试试学习率 0.05、0.3 和 0.34，再加上动量 0.9。`,
  ),
  formula: 'v_{t+1} = \\beta v_t + \\nabla f(\\theta_t), \\qquad \\theta_{t+1} = \\theta_t - \\eta\\, v_{t+1}',
};
