import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Gaussian mixtures by EM', '用 EM 拟合高斯混合'),
  summary: text(
    'Soft clusters with a shape of their own: ellipses stretch and turn until they fit.',
    '有形状的软聚类：椭圆拉伸、旋转，直到贴合数据。',
  ),
  explanation: text(
    `Suppose each point was drawn from one of $K$ Gaussians, but nobody wrote down which. Expectation maximisation guesses and corrects. E-step: given the Gaussians, how responsible is each for each point? M-step: given the responsibilities, the best mean, covariance and weight of each Gaussian are weighted averages. The likelihood never falls.

Compare with k-means: points here belong to several clusters by degrees (pale colours are undecided), and a cluster may be long, thin and turned. The stretched clouds that k-means cuts across are no trouble, with full covariances; make them spherical and the trouble is back.

Like k-means it ends in a valley that need not be the deepest: try other seeds.`,
    `假设每个点来自 $K$ 个高斯分布之一，但没人记下是哪个。期望最大化先猜再修正。E 步：给定高斯分布，每个分布对每个点负多少责任？M 步：给定责任，每个高斯分布最好的均值、协方差和权重都是加权平均。似然从不下降。

与 k-means 比较：这里的点按程度属于多个簇（浅色表示未定），簇可以细长、倾斜。k-means 会横切的拉长云，用完全协方差毫无困难；改成球形，问题又回来了。

和 k-means 一样，它停下的谷不一定最深：换几个种子试试。`,
  ),
  tries: [
    suggestion(
      text('Circles only', '只许圆形'),
      { covariance: 'spherical' },
      text(
        'Not allowed to stretch, the Gaussians cut the clouds across, as k-means does.',
        '不许拉长，高斯分布就和 k-means 一样把云横切。',
      ),
    ),
    suggestion(
      text('Six components', '六个分量'),
      { numComponents: 6 },
      text(
        'The likelihood is better, −2.92 instead of −2.97, as it always is. BIC charges for the parameters: 1771 instead of 1696, so three it is.',
        '似然更好（−2.92 对 −2.97），总是如此。BIC 会为参数收费：1771 对 1696，所以还是三个。',
      ),
    ),
    suggestion(
      text('Rings', '圆环'),
      { shape: 'rings', numComponents: 8 },
      text(
        'No Gaussian is a ring, and eight of them only patch the rings: here it is the shape of a cluster that is wrong, not their number.',
        '没有哪个高斯分布是环形，八个也只能零碎地拼补：这里错的是簇的形状，而不是个数。',
      ),
    ),
  ],
  formula:
    'r_{ik} = \\frac{\\pi_k\\, \\mathcal N(x_i; \\mu_k, \\Sigma_k)}{\\sum_j \\pi_j\\, \\mathcal N(x_i; \\mu_j, \\Sigma_j)} \\qquad \\mu_k = \\frac{\\sum_i r_{ik} x_i}{\\sum_i r_{ik}}, \\quad \\Sigma_k = \\frac{\\sum_i r_{ik} (x_i - \\mu_k)(x_i - \\mu_k)^\\top}{\\sum_i r_{ik}}',
};
