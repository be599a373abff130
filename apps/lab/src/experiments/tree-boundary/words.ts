import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('A tree, a forest, and boosting', '一棵树、一片森林与提升'),
  summary: text(
    'One tree cuts the plane into boxes; many trees vote, or correct each other.',
    '一棵树把平面切成方块；许多树投票，或互相纠正。',
  ),
  explanation: text(
    `A decision tree asks one question at a time: is $x_j$ below a threshold? Each question is the one that makes the two sides purest. The plane falls into boxes. With every level there are more of them, until each point has a box of its own: the training accuracy is perfect and the held-out one is not. Beside the boxes the same tree is drawn as its questions.

A random forest grows many such trees, each on another draw of the points and with fewer questions to choose from, and lets them vote. Each is overfitted in a way of its own; the mean is not.

Gradient boosting grows small trees one after the other, each fitted to what is still wrong. Its boundary begins coarse and becomes finer with every round, and after too many rounds it begins to draw islands. Watch the curve of the held-out points.`,
    `决策树一次问一个问题：$x_j$ 是否低于某个阈值？每个问题都选得让两边最纯。平面被分成方块；层数越多方块越多，直到每个点都有自己的方块：训练准确率完美，留出准确率却不然。方块旁边画出了同一棵树的每个问题。

随机森林种许多这样的树，每棵用不同的抽样、可选的问题更少，然后投票。每棵都以自己的方式过拟合；平均却不会。

梯度提升一棵接一棵地种小树，每棵拟合尚存的错误。边界先粗后细，轮数过多时开始画小岛。请看留出点的曲线。`,
  ),
  tries: [
    suggestion(
      text('A deep tree', '很深的树'),
      { maxDepth: 12 },
      text(
        'Twelve levels: every training point has a box to itself and is right, but of the held-out points only 85%. Look at the thin slivers.',
        '十二层：每个训练点都有自己的方块，全部正确；留出点却只对 85%。看那些细长的条。',
      ),
    ),
    suggestion(
      text('A forest', '一片森林'),
      { model: 'forest', maxDepth: 10 },
      text(
        'Fifty deep trees vote. Each has slivers of its own, so they average out: the colours are soft, and 89% of the held-out points are right.',
        '五十棵深树投票。每棵的细条各不相同，彼此抵消：颜色柔和，留出点对 89%。',
      ),
    ),
    suggestion(
      text('Boosting', '提升'),
      { model: 'boosting', maxDepth: 2 },
      text(
        'Small trees correct each other. The held-out curve is best at about twelve rounds, 91%, and falls a little while the training curve goes on to 1.',
        '小树互相纠正。留出曲线在约十二轮时最好（91%），之后略降，训练曲线却一直升到 1。',
      ),
    ),
  ],
  formula: formulaText(
    '\\text{tree: } \\min_{j, t} \\sum_{\\text{side}} \\frac{n_{\\text{side}}}{n} \\Big( 1 - \\sum_c p_{c}^2 \\Big) \\qquad \\text{boosting: } F_m = F_{m-1} + \\eta\\, h_m, \\quad h_m \\approx -\\partial L / \\partial F_{m-1}',
    { 'tree: ': '树：', side: '边', 'boosting: ': '提升：' },
  ),
};
