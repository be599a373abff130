import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('The perceptron, one neuron', '感知机：一个神经元'),
  summary: text(
    'A neuron that fires or not learns AND and OR from its mistakes, and can never learn XOR.',
    '一个只会“激活或不激活”的神经元从错误中学会与、或，却永远学不会异或。',
  ),
  explanation: text(
    `The neuron adds up its inputs, each times a weight, and fires when the sum is above zero. Where it changes its mind is a straight line.

It learns only from mistakes: shown a point on the wrong side, it turns the line a little, by adding the point to its weights or taking it away. If a line between the classes exists, the number of mistakes is bounded, and the line stops in the end (Novikoff, 1962). Where it stops depends on the order of the points. The two clouds nearly touch: for some seeds there is a line, for others there is none.

XOR has no such line. The neuron turns for ever and the warning says so; two layers of neurons can do it, see the experiments further on.`,
    `神经元把输入乘以权重后相加，和大于零时激活。它改变主意的地方是一条直线。

它只从错误中学习：遇到站错边的点，就把这个点加到权重上或减去，直线随之转一点。如果类别之间存在一条直线，错误次数就有上界，直线最终会停下（Novikoff，1962）。停在哪里取决于点的顺序。两片云几乎相接：有的种子下存在这样的直线，有的则不存在。

异或没有这样的直线。神经元会一直转下去，警告也会这样说；两层神经元可以做到，见后面的实验。`,
  ),
  tries: [
    suggestion(
      text('AND', '与'),
      { task: 'and' },
      text(
        'Four points, and the neuron may fire at one of them only: it takes seven passes until the line stands.',
        '四个点，只许对其中一个激活：七遍之后直线才停下。',
      ),
    ),
    suggestion(
      text('OR', '或'),
      { task: 'or' },
      text(
        'Three of the four must fire: the same line, moved to the other corner.',
        '四个里有三个要激活：同样的直线，移到另一角。',
      ),
    ),
    suggestion(
      text('XOR', '异或'),
      { task: 'xor' },
      text(
        'Opposite corners belong together, and no line does that. The neuron turns for ever, and the warning says so.',
        '对角的点同类，没有直线做得到。神经元一直转下去，并给出警告。',
      ),
    ),
  ],
  formula: formulaText(
    '\\hat y = [\\,w^\\top x + b > 0\\,] \\qquad w \\leftarrow w \\pm \\eta\\, x, \\quad b \\leftarrow b \\pm \\eta \\quad \\text{at each mistake}',
    { 'at each mistake': '每犯一次错误' },
  ),
};
