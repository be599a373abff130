import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('How surprising is a letter?', '一个字母有多意外？'),
  summary: text(
    'Each letter of a text in bits: what is expected costs little, what surprises costs much.',
    '用比特衡量文本的每个字母：意料之中的便宜，出人意料的昂贵。',
  ),
  explanation: text(
    `A symbol of probability $p$ carries $-\\log_2 p$ bits: a sure thing none, one of eight equal chances three. The mean over a text is its entropy, the fewest bits per letter that any code can need for such letters.

How probable a letter is depends on what is known. With nothing but the frequencies of letters, "u" is rare and dear; after a "q" it is almost free. Take more of the letters before into account and watch the text grow pale.

By default the probabilities are learnt while reading, as a compressor must: every letter is predicted from the letters before it only. The first time a word is met it is dear, the second time cheap. Switch that off and the whole text is known beforehand: long contexts then know it by heart, which is not compression but overfitting.`,
    `概率为 $p$ 的符号带有 $-\\log_2 p$ 比特信息：必然之事为零，八个等可能之一为三。整段文本的平均值就是熵，任何编码平均每个字母至少需要这么多比特。

一个字母有多可能，取决于已知什么。只知道字母频率时，“u”少见而昂贵；在“q”之后它几乎免费。多考虑前面的字母，看文本颜色变淡。

默认情况下概率边读边学，正如压缩程序必须做的：每个字母只由之前的字母预测。一个词第一次出现时昂贵，第二次便宜。关闭它，则事先知道整段文本：长上下文会把它背下来，这不是压缩而是过拟合。`,
  ),
  tries: [
    suggestion(
      text('Letters alone', '只看字母本身'),
      { context: '0' },
      text(
        'Without looking back a letter costs 4.25 bits instead of 3.33: the u after a q is as dear as any.',
        '不看前文，每个字母要 4.25 比特而不是 3.33：q 后面的 u 和别处一样贵。',
      ),
    ),
    suggestion(
      text('Three letters back', '看前三个字母'),
      { context: '3' },
      text(
        '3.10 bits. From the second “question” and “quick” on it knows what must come, and the letters grow pale.',
        '3.10 比特。从第二个 “question”“quick” 起，它知道接下来必然是什么，字母的底色变淡。',
      ),
    ),
    suggestion(
      text('Known by heart', '背了下来'),
      { context: '3', adaptive: false },
      text(
        'Counted over the whole text beforehand, a letter costs 0.33 bits. Too good to be true: the counts contain the answers. That is overfitting.',
        '事先统计整段文本，每个字母只要 0.33 比特。好得不真实：统计里已有答案。这就是过拟合。',
      ),
    ),
  ],
  formula: 'I(x) = -\\log_2 p(x), \\qquad H = -\\sum_x p(x) \\log_2 p(x)',
};
