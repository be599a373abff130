import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Ridge and lasso paths on wine', '葡萄酒数据上的岭回归与套索路径'),
  summary: text(
    'Turn up the penalty and watch the features of a wine fade, or vanish one by one.',
    '逐渐加大惩罚，看葡萄酒的特征慢慢变弱，或一个个消失。',
  ),
  explanation: text(
    `A linear model predicts one measurement of a wine from the twelve others, each scaled to mean 0 and variance 1, so that the sizes of the coefficients can be compared. A penalty of strength $\\alpha$ holds them small.

Ridge pays for squares: every coefficient shrinks, none becomes zero. Lasso pays for absolute values: one feature after the other is dropped, and what remains is a short list that can be read. The elastic net mixes the two.

Read the picture from right to left: the penalty loosens and features come in. The dashed line is the chosen strength; the second picture shows how well the model does on wines it has not seen.`,
    `线性模型用其余十二个测量值预测葡萄酒的一个测量值；每个特征都缩放为均值 0、方差 1，系数大小便可比较。强度为 $\\alpha$ 的惩罚使系数保持较小。

岭回归惩罚平方：所有系数都缩小，但没有一个变为零。套索惩罚绝对值：特征一个接一个被丢掉，剩下一份可读的短名单。弹性网把两者混合。

从右往左看图：惩罚放松，特征陆续加入。虚线是所选的强度；第二张图是模型在没见过的葡萄酒上的表现。`,
  ),
  tries: [
    suggestion(
      text('Ridge', '岭回归'),
      { penalty: 'ridge' },
      text(
        'All twelve lines fade together and none arrives at zero: click further to the right, and still twelve features are kept.',
        '十二条线一起变弱，没有一条到零：往右点，保留的特征仍是十二个。',
      ),
    ),
    suggestion(
      text('Only two features', '只剩两个特征'),
      { alpha: 0.2 },
      text(
        'Proline and colour intensity are all that is left. So short a list has its price: R² on held-out wines falls from 0.57 to 0.42.',
        '只剩脯氨酸和颜色强度。名单这么短是有代价的：留出葡萄酒上的 R² 从 0.57 降到 0.42。',
      ),
    ),
    suggestion(
      text('Hardly any penalty', '几乎不惩罚'),
      { alpha: 0.001 },
      text(
        'Eleven features and the best fit to the wines it saw, 0.60. On the wines held out it is worse (0.51) than with α = 0.05 (0.57).',
        '十一个特征，对见过的葡萄酒拟合最好，0.60；对留出的却比 α = 0.05 时差（0.51 对 0.57）。',
      ),
    ),
  ],
  formula:
    '\\min_{b} \\; \\frac{1}{2N} \\lVert y - Xb \\rVert_2^2 + \\alpha \\left( \\rho \\lVert b \\rVert_1 + \\frac{1 - \\rho}{2} \\lVert b \\rVert_2^2 \\right)',
};
