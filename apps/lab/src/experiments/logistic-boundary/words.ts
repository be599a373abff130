import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('Logistic regression and its loss', '逻辑回归及其损失'),
  summary: text(
    'Why cross entropy and not squared error: started on the wrong side, one recovers and one is stuck.',
    '为什么用交叉熵而非平方误差：从错误的一侧出发，一个能回头，一个卡住。',
  ),
  explanation: text(
    `The probability of class 2 (orange) is $p = \\sigma(w^\\top x + b)$; the border is the straight line where $p = 1/2$. Gradient descent moves $w$ and $b$ down the slope of a loss.

Cross entropy has the slope $p - y$ in the score: the more wrong, the steeper. Squared error has $2(p - y)\\,p(1 - p)$, which vanishes where the model is sure of itself, right or wrong. Start on the wrong side with squared error and nothing moves; with cross entropy the line swings round at once.

The dashed line is the optimum that \`LogisticRegression\` finds by L-BFGS.`,
    `类别 2（橙色）的概率为 $p = \\sigma(w^\\top x + b)$；边界是 $p = 1/2$ 的直线。梯度下降沿损失的坡度移动 $w$ 与 $b$。

交叉熵对得分的斜率为 $p - y$：错得越多越陡。平方误差的斜率为 $2(p - y)\\,p(1 - p)$，在模型很有把握时（无论对错）趋于零。用平方误差从错误的一侧出发，几乎不动；用交叉熵，直线立刻转过来。

虚线是 \`LogisticRegression\` 用 L-BFGS 找到的最优解。`,
  ),
  tries: [
    suggestion(
      text('Squared error, wrong side', '平方误差，错误的一侧'),
      { loss: 'squaredError' },
      text(
        'Sure of itself and wrong, it finds no slope: after 60 steps the border has hardly moved and every point is still called wrongly.',
        '它错得很自信，所以几乎没有坡度：60 步后边界几乎没动，所有点仍判错。',
      ),
    ),
    suggestion(
      text('Squared error, from zero', '平方误差，从零开始'),
      { loss: 'squaredError', start: 'zero' },
      text(
        'From zero it works. No score is extreme there, so there is a slope to follow: the trouble was the plateau and not the optimum.',
        '从零开始就没问题。那里没有极端的得分，有坡可下：麻烦在于高原，而不在最优解。',
      ),
    ),
    suggestion(
      text('Two moons', '两个月牙'),
      { shape: 'moons', start: 'zero', steps: 200 },
      text(
        'No straight line parts them: even the optimum calls one point in ten wrongly. Bending the border takes hidden neurons.',
        '没有直线能分开它们：就算最优解也会错一成。要让边界弯曲，需要隐藏神经元。',
      ),
    ),
  ],
  formula:
    '\\begin{aligned} L_{\\mathrm{CE}} &= -y \\log p - (1 - y) \\log (1 - p), & \\partial L_{\\mathrm{CE}} / \\partial z &= p - y \\\\ L_{\\mathrm{SE}} &= (p - y)^2, & \\partial L_{\\mathrm{SE}} / \\partial z &= 2 (p - y)\\, p\\,(1 - p) \\end{aligned}',
};
