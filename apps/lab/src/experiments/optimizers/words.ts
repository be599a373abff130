import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Optimizers racing', '优化器赛跑'),
  summary: text(
    'Five optimizers leave the same place together; which is first depends on the ground.',
    '五个优化器从同一点同时出发；谁先到取决于地形。',
  ),
  explanation: text(
    `All start at the same point and follow the same gradients. Plain descent goes straight down the slope and zigzags across a narrow valley. Momentum builds up speed along it and overshoots at the end.

Adagrad, RMSProp and Adam divide each coordinate by the size of its past gradients: a steep direction and a flat one are walked at the same pace, so a narrow valley is no harder than a round bowl. Adagrad remembers every gradient and slows down for ever; RMSProp forgets old ones; Adam adds momentum and corrects its start.

On the saddle look at who notices the way down; among many hollows, at who stays in the first.`,
    `所有优化器从同一点出发，遵循同样的梯度。普通下降直奔下坡，在窄谷中来回震荡。动量沿谷底积累速度，最后会冲过头。

Adagrad、RMSProp 与 Adam 把每个坐标除以其过去梯度的大小：陡的方向和平的方向以同样步伐行走，因此窄谷不比圆碗难。Adagrad 记住所有梯度，越走越慢；RMSProp 会忘记旧的；Adam 加上动量并修正起步。

在鞍面上看谁发现了下山的路；在多个凹坑中看谁停在第一个。`,
  ),
  tries: [
    suggestion(
      text('A narrow valley', '窄谷'),
      { surface: 'valley' },
      text(
        'RMSProp and Adam walk both directions at the same pace and are down first. Plain descent and Adagrad are still on their way.',
        'RMSProp 和 Adam 两个方向步伐一致，最先到底。普通下降和 Adagrad 还在路上。',
      ),
    ),
    suggestion(
      text('A saddle', '鞍面'),
      { surface: 'saddle', startX: -2, startY: 0.1 },
      text(
        'Near the ridge the slope is slight. Plain descent lingers at the saddle while the other four have found the way down.',
        '山脊附近坡度很小。普通下降在鞍点徘徊，另外四个已找到下山的路。',
      ),
    ),
    suggestion(
      text('Many hollows', '多个凹坑'),
      { surface: 'waves' },
      text(
        'All five end in a hollow close to the start, at 0.85; the lowest lies in the middle, at −2. None of them looks further than its own slope.',
        '五个都停在起点附近高 0.85 的坑里；最低处在中央，为 −2。没有谁看得比脚下的坡更远。',
      ),
    ),
  ],
  formula:
    'm_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t, \\quad v_t = \\beta_2 v_{t-1} + (1 - \\beta_2) g_t^2, \\qquad \\theta_t = \\theta_{t-1} - \\eta\\, \\frac{\\hat m_t}{\\sqrt{\\hat v_t} + \\epsilon}',
};
