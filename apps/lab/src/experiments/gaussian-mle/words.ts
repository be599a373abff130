import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Fitting a Gaussian by maximum likelihood', '用最大似然拟合高斯分布'),
  summary: text(
    'The likelihood of mean and spread as a landscape, its peak growing sharp as samples come in.',
    '均值与离散程度的似然是一片地形，样本越多，山峰越尖。',
  ),
  explanation: text(
    `Every pair of mean $\\mu$ and deviation $\\sigma$ gives the samples a likelihood. The landscape shows its logarithm; the peak, the maximum likelihood estimate, is the sample's own mean and deviation.

Samples arrive one by one: the peak wanders less and less and the ridge around it tightens like $1/\\sqrt{n}$. With few samples the estimate of $\\sigma$ is too small on average, by the factor $\\sqrt{(n-1)/n}$ in the variance, because it measures from the sample's mean and not from the true one.

The last choice draws from another distribution: the fit is still the best Gaussian, and says nothing about whether a Gaussian was right.`,
    `每一对均值 $\\mu$ 与标准差 $\\sigma$ 都给样本一个似然。地形图是它的对数；山顶即最大似然估计，就是样本自身的均值和标准差。

样本逐个到来：山顶越来越稳定，周围的山脊按 $1/\\sqrt{n}$ 收紧。样本少时 $\\sigma$ 的估计平均偏小（方差差一个因子 $(n-1)/n$），因为它以样本均值而非真实均值为基准。

最后一个选项从别的分布抽样：拟合仍是最好的高斯分布，但并不说明高斯分布是否合适。`,
  ),
  tries: [
    suggestion(
      text('Three samples', '三个样本'),
      { count: 3 },
      text(
        'A broad hill: very different Gaussians explain three samples about as well. Press +1 beside the seed and see how far the peak jumps.',
        '山丘很宽：差别很大的高斯分布都能解释三个样本。点种子旁的 +1，看山顶跳得多远。',
      ),
    ),
    suggestion(
      text('Three hundred', '三百个样本'),
      { count: 300 },
      text(
        'The hill is a needle. Seven times the samples have made the standard error of the mean a third: it falls like the root of n.',
        '山丘成了一根针。样本多了约七倍，均值的标准误变为三分之一：它按 n 的平方根下降。',
      ),
    ),
    suggestion(
      text('Not a Gaussian at all', '根本不是高斯分布'),
      { source: 'skewed', count: 150 },
      text(
        'The samples are exponential. The fit has their mean and their spread, and the wrong shape: compare the curve with the ticks under it.',
        '样本来自指数分布。拟合得到了正确的均值和离散程度，形状却不对：把曲线与下面的刻度线比较。',
      ),
    ),
  ],
  formula:
    '\\log L(\\mu, \\sigma) = -\\frac{n}{2} \\log (2 \\pi \\sigma^2) - \\frac{1}{2 \\sigma^2} \\sum_{i=1}^{n} (x_i - \\mu)^2, \\qquad \\hat\\mu = \\bar x, \\quad \\hat\\sigma^2 = \\frac{1}{n} \\sum_i (x_i - \\bar x)^2',
};
