import { suggestion } from '../../experiment.js';
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

In the narrow valley the curvature is 6 across and 0.3 along: a rate that is nearly too large for the one is still small for the other.`,
    `每一步沿负梯度方向前进，步长由学习率 $\\eta$ 决定。在曲率为 $\\lambda$ 的二次曲面上，误差每步乘以 $|1 - \\eta\\lambda|$：小于 $1/\\lambda$ 时缓慢，介于 $1/\\lambda$ 与 $2/\\lambda$ 之间时来回震荡，超过 $2/\\lambda$ 则发散。

动量 $\\beta$ 累积梯度：抵消横穿窄谷的震荡，加快沿谷底的前进。

窄谷横向曲率为 6，纵向为 0.3：对前者几乎过大的学习率，对后者仍然很小。`,
  ),
  tries: [
    suggestion(
      text('Too small a rate', '学习率太小'),
      { learningRate: 0.05 },
      text(
        'It falls to the floor of the valley at once and then creeps along it: after 40 steps it is still half of the way from home.',
        '它立刻落到谷底，然后沿谷底慢慢爬：40 步之后还有一半的路。',
      ),
    ),
    suggestion(
      text('A little too large', '略微太大'),
      { learningRate: 0.34 },
      text(
        'Each step across the valley overshoots by more than it gained: the zigzag grows until it leaves the map. At 0.33 it still held.',
        '每次横穿山谷都冲得比收获更远：锯齿越来越大，直到走出地图。0.33 时还能稳住。',
      ),
    ),
    suggestion(
      text('Momentum', '动量'),
      { learningRate: 0.05, momentum: 0.9 },
      text(
        'The same small rate with a memory: it rolls along the floor, past the bottom and back, and ends five times lower.',
        '同样小的学习率，加上记忆：沿谷底滚过最低点再回来，最终低了五倍。',
      ),
    ),
    suggestion(
      text('On a ridge', '站在山脊上'),
      { surface: 'saddle', startY: 0 },
      text(
        'Started exactly on the ridge it stops at the saddle, where the slope is zero and yet nothing is lowest. Drag the start a hair upwards.',
        '恰好从山脊出发，它停在鞍点：坡度为零，却不是最低处。把起点稍微往上拖一点。',
      ),
    ),
  ],
  formula: 'v_{t+1} = \\beta v_t + \\nabla f(\\theta_t), \\qquad \\theta_{t+1} = \\theta_t - \\eta\\, v_{t+1}',
};
