import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('A convolutional network learns digits', '卷积网络学习手写数字'),
  summary: text(
    'Watch filters form, the loss fall and the last mistakes disappear; then draw a digit for it.',
    '看滤波器成形、损失下降、最后的错误消失；然后画一个数字给它。',
  ),
  explanation: text(
    `A convolution slides a filter of $3 \\times 3$ weights over the picture; each filter looks for one pattern everywhere. The first layer finds strokes, the second combines them, the pooling keeps the strongest answer of each $2 \\times 2$ square, and a linear layer turns what is left into ten scores.

Training follows the gradient of the cross entropy with Adam, a batch of digits at a time. Dropout hides a share of the features in each step, so that the network cannot lean on a single one.

The filters are shown as they are now: blue weights add, orange ones take away. Below them is what each filter makes of one digit, or of yours.`,
    `卷积让一个 $3 \\times 3$ 权重的滤波器滑过整幅图；每个滤波器在各处寻找同一种图案。第一层找到笔画，第二层把它们组合，池化保留每个 $2 \\times 2$ 方块中最强的响应，线性层把剩下的变成十个得分。

训练用 Adam 沿交叉熵的梯度前进，每次一批数字。丢弃法在每一步隐藏一部分特征，让网络不能只依赖其中之一。

滤波器显示其当前的样子：蓝色权重为加，橙色为减。下面是每个滤波器对一个数字（或你画的数字）的响应。`,
  ),
  tries: [
    suggestion(
      text('Two filters', '两个滤波器'),
      { filters: 2, epochs: 10 },
      text(
        'Two patterns are too few for ten digits: 89%. Look at what they have chosen.',
        '两种图案不够分辨十个数字：89%。看看它们选了什么。',
      ),
    ),
    suggestion(
      text('Too large a rate', '学习率太大'),
      { learningRate: 0.1, epochs: 10 },
      text(
        'The loss leaps and then stays near 2.3, which is guessing among ten: the filters have died and no gradient revives them.',
        '损失猛跳后停在 2.3 附近，等于在十个里猜：滤波器已“死”，没有梯度能救活。',
      ),
    ),
    suggestion(
      text('Few examples', '样本很少'),
      { testShare: 0.9, epochs: 20 },
      text(
        '179 digits to learn from: 94%, no better than nearest neighbours with the same ones (95%). Networks live on data.',
        '只有 179 个数字可学：94%，并不比同样数据上的最近邻（95%）好。网络靠数据为生。',
      ),
    ),
  ],
  formula:
    '(x * w)_{ijc} = b_c + \\sum_{u,v} \\sum_{d} x_{i+u,\\,j+v,\\,d}\\; w_{uvdc}, \\qquad L = -\\frac{1}{B} \\sum_{n=1}^{B} \\log \\mathrm{softmax}(z_n)_{y_n}',
};
