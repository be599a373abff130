import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Overfitting and how to hold it', '过拟合及其抑制'),
  summary: text(
    'A large network learns a dozen noisy points by heart; decay, dropout and an early stop keep it honest.',
    '大网络把十几个带噪声的点背了下来；权重衰减、丢弃法和提前停止让它诚实。',
  ),
  explanation: text(
    `The dots are a curve plus noise. The network sees only them; with many weights and many steps it passes through every dot, noise and all. The training error goes to zero while the error on new points, measured against fresh draws, turns and rises: it has learnt the noise.

Three remedies. Weight decay $\\lambda$ shrinks the weights and with them the wiggles. Dropout trains many thinned networks at once. Stopping early keeps the weights of the step at which the held-out error was least. A fourth is more data: raise the number of points and watch the gap close.`,
    `点是曲线加噪声。网络只看到这些点；权重多、步数多时，它会穿过每个点，包括噪声。训练误差趋于零，而在新点（重新抽样）上的误差先降后升：它学会了噪声。

三种办法。权重衰减 $\\lambda$ 缩小权重，也就减少起伏。丢弃法同时训练许多变稀的网络。提前停止保留留出误差最小时的权重。第四种办法是更多数据：增加点数，看差距缩小。`,
  ),
  tries: [
    suggestion(
      text('Stop early', '提前停止'),
      { earlyStop: true },
      text(
        'It learns to the end, but keeps the weights of step 30, when the held-out error was least: 0.23 instead of 0.39.',
        '它学到最后，但保留第 30 步的权重，那时留出误差最小：0.23 而不是 0.39。',
      ),
    ),
    suggestion(
      text('Dropout', '丢弃法'),
      { dropout: 0.2 },
      text(
        'A fifth of the neurons is silent in every step. The curve cannot lean on single ones, and its spikes are gone: 0.29.',
        '每一步有五分之一的神经元沉默。曲线不能依赖个别神经元，尖刺消失：0.29。',
      ),
    ),
    suggestion(
      text('Weight decay', '权重衰减'),
      { weightDecay: 1 },
      text(
        'Small weights make gentle curves. It still misses where there are no points at all: 0.33.',
        '小的权重带来平缓的曲线。没有点的地方仍会错：0.33。',
      ),
    ),
    suggestion(
      text('More data', '更多数据'),
      { count: 150 },
      text(
        'Nothing helps like this: with 150 points the same network has an error of 0.08, no more than the noise itself.',
        '没有什么比这更有效：150 个点时，同一个网络的误差是 0.08，和噪声本身相当。',
      ),
    ),
  ],
  formula: formulaText(
    '\\min_\\theta \\; \\frac{1}{N} \\sum_{i=1}^{N} \\left(f_\\theta(x_i) - y_i\\right)^2 + \\lambda \\lVert \\theta \\rVert^2, \\qquad \\text{gap} = E_{\\text{new}} - E_{\\text{train}}',
    { gap: '差距', 'new': '新', train: '训练' },
  ),
};
