import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Learning-rate schedules', '学习率调度'),
  summary: text(
    'Why the rate should be large first and small later, on a noisy slope.',
    '在带噪声的坡上，为什么学习率应先大后小。',
  ),
  explanation: text(
    `Gradients of small batches are right on average and noisy each time. A large rate moves fast along the valley, but the noise keeps it at a distance from the bottom that grows with the rate. A small rate would get close and never arrives.

A schedule has both: far steps first, fine ones last. Warm-up begins gently, for networks whose first gradients are wild. One cycle rises and falls once and ends at almost nothing.

Set the noise to zero and the constant rate wins; raise it and the schedules do.`,
    `小批量的梯度平均是对的，但每次都有噪声。大学习率沿谷底走得快，但噪声使它与谷底保持一段随学习率增大的距离。小学习率能靠得近，却永远走不到。

调度兼得两者：先大步，后细步。预热从小开始，适合初始梯度剧烈的网络。单周期先升后降，最后几乎为零。

把噪声设为零，恒定学习率获胜；增大噪声，则调度获胜。`,
  ),
  tries: [
    suggestion(
      text('No noise', '没有噪声'),
      { noise: 0 },
      text(
        'Without noise there is nothing to calm down: the constant peak rate is a hundred times lower than the cosine in the end.',
        '没有噪声，也就不需要平静下来：恒定的峰值学习率最终比余弦低一百倍。',
      ),
    ),
    suggestion(
      text('Loud noise', '强噪声'),
      { noise: 0.6 },
      text(
        'The constant rate hovers at 0.25; the schedules, whose last steps are small, come down to 0.06.',
        '恒定学习率徘徊在 0.25；调度的最后几步很小，降到 0.06。',
      ),
    ),
    suggestion(
      text('A daring peak', '大胆的峰值'),
      { peak: 2.2 },
      text(
        'Held throughout, this rate blows up. The cosine only passes through it, profits from the long steps and ends lowest of all.',
        '一直用这个学习率会发散。余弦只是经过它，借大步之利，最终最低。',
      ),
    ),
  ],
  formula:
    '\\theta_{t+1} = \\theta_t - \\eta\\, s(t) \\left(\\nabla f(\\theta_t) + \\varepsilon_t\\right), \\qquad s_{\\cos}(t) = s_T + \\tfrac{1 - s_T}{2} \\left(1 + \\cos \\tfrac{\\pi t}{T}\\right)',
};
