import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Covariance and correlation', '协方差与相关'),
  summary: text(
    'What the coefficient sees, what it misses, and what a single outlier does to it.',
    '相关系数看到什么、漏掉什么，以及一个离群点的影响。',
  ),
  explanation: text(
    `The covariance matrix describes the cloud by an ellipse; the axes are its eigenvectors, their lengths the roots of its eigenvalues. Pearson's correlation is the covariance in units of the two deviations: how near the cloud is to a straight line.

A parabola and a circle have correlation 0 and yet $y$ is known from $x$; mutual information sees that. Rank correlations (Spearman, Kendall) ask only whether $y$ rises with $x$: a curved but rising relation counts in full, and an outlier counts as one rank, however far away it is.`,
    `协方差矩阵用一个椭圆描述点云；轴为其特征向量，长度为特征值的平方根。皮尔逊相关是以两个标准差为单位的协方差：点云有多接近一条直线。

抛物线和圆的相关系数为 0，但 $x$ 已决定了 $y$；互信息能看到这一点。秩相关（斯皮尔曼、肯德尔）只问 $y$ 是否随 $x$ 上升：弯曲但上升的关系算满分，离群点无论多远都只算一个名次。`,
  ),
  tries: [
    suggestion(
      text('A parabola', '抛物线'),
      { shape: 'parabola', noise: 0.1 },
      text(
        'y follows from x almost without error, and yet Pearson, Spearman and Kendall are small. Mutual information sees it.',
        'y 几乎完全由 x 决定，皮尔逊、斯皮尔曼和肯德尔系数却都很小。互信息看得到。',
      ),
    ),
    suggestion(
      text('Rising, but curved', '上升但弯曲'),
      { shape: 'monotone', noise: 0.1 },
      text(
        'Pearson looks for a straight line and gives 0.76. The ranks only ask whether y rises with x: 0.99 and 0.93.',
        '皮尔逊只找直线，得 0.76。秩相关只问 y 是否随 x 上升：0.99 和 0.93。',
      ),
    ),
    suggestion(
      text('One outlier', '一个离群点'),
      { rho: 0, outlier: 25 },
      text(
        'Two hundred points without any relation and one far away: Pearson leaps to −0.76, the ranks stay near zero.',
        '两百个毫无关系的点，加上远处的一个：皮尔逊跳到 −0.76，秩相关仍接近零。',
      ),
    ),
  ],
  formula:
    '\\rho = \\frac{\\mathrm{cov}(x, y)}{\\sigma_x \\sigma_y} = \\frac{\\sum_i (x_i - \\bar x)(y_i - \\bar y)}{\\sqrt{\\sum_i (x_i - \\bar x)^2 \\sum_i (y_i - \\bar y)^2}}',
};
