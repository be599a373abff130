import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('An LSTM learns to add', 'LSTM 学会加法'),
  summary: text(
    'It reads two binary numbers bit by bit and must find out for itself that there is a carry.',
    '它逐位读入两个二进制数，必须自己发现“进位”这回事。',
  ),
  explanation: text(
    `The network sees one column of an addition at a time, from the lowest bit up: two bits in, one bit of the sum out. Nobody tells it of a carry, but without remembering it the sum cannot be right: half of the bits would be guesses.

An LSTM has cells that keep a number from step to step, and gates that decide what is written, kept and shown, all of it learnt from examples. In the picture, look for a unit whose colour follows the row of the carry: that is where the network keeps it.

What it has learnt is a rule and not a table: numbers twice as long as those it was trained on are added as well.`,
    `网络一次看加法的一列，从最低位开始：输入两位，输出和的一位。没有人告诉它进位，但不记住进位，和就不可能对：一半的位只能靠猜。

LSTM 有在步与步之间保存数值的单元，以及决定写入、保留和输出什么的门，全部从例子中学来。在图中找一个颜色与“进位”一行一致的单元：网络就把进位存在那里。

它学到的是规则而不是表格：比训练时长一倍的数也能正确相加。`,
  ),
  tries: [
    suggestion(
      text('A single unit', '一个单元'),
      { units: 1 },
      text(
        'One cell cannot keep the carry and tell odd from even at once: three bits of four, and next to no sum, are right.',
        '一个单元无法既记住进位又判断奇偶：四位里对三位，几乎没有一个和是对的。',
      ),
    ),
    suggestion(
      text('Stopped too soon', '停得太早'),
      { steps: 40 },
      text(
        'Five bits of six are right and one sum in ten: it adds, but has not understood the carry yet.',
        '六位里对五位，十个和里对一个：它会加，但还没弄懂进位。',
      ),
    ),
    suggestion(
      text('A long carry', '很长的进位'),
      { first: 255, second: 1 },
      text(
        'One carry runs through all the bits. Follow it in the row of the carry, and find the unit that has the same colours.',
        '一个进位穿过所有位。沿“进位”一行看过去，再找出颜色相同的单元。',
      ),
    ),
    suggestion(
      text('Short examples', '很短的例子'),
      { bits: 3 },
      text(
        'Learnt from three bits and asked about six: five sums of six are right. What it learnt is almost the rule.',
        '用三位来学，用六位来考：六个和里对五个。它学到的几乎就是规则。',
      ),
    ),
  ],
  formula: formulaText(
    'c_t = \\sigma(f_t) \\odot c_{t-1} + \\sigma(i_t) \\odot \\tanh(g_t) \\qquad h_t = \\sigma(o_t) \\odot \\tanh(c_t) \\qquad s_t = a_t \\oplus b_t \\oplus \\text{carry}_t',
    { carry: '进位' },
  ),
};
