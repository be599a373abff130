import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('The coin: prior, evidence, posterior', '抛硬币：先验、证据、后验'),
  summary: text(
    'Belief about a coin, updated flip by flip with Bayes’ rule.',
    '关于一枚硬币的信念，随着每次抛掷用贝叶斯公式更新。',
  ),
  explanation: text(
    `What do we believe about the chance $\\theta$ of heads? Before any flip it is the prior, a Beta distribution; $a$ and $b$ act like heads and tails seen beforehand. Each flip multiplies the belief by its likelihood, $\\theta$ for heads, $1 - \\theta$ for tails, and what comes out is again a Beta.

Flip by flip or all at once gives the same posterior: the order does not matter. A stubborn prior ($a = b = 50$) takes hundreds of flips to be moved, an open one ($a = b = 1$) follows the first few.

The evidence is the probability the prior gave to what was seen. It compares priors: one that bet on the right coin has more of it.`,
    `对正面朝上的概率 $\\theta$ 我们相信什么？抛掷之前是先验，即 Beta 分布；$a$ 与 $b$ 相当于事先见过的正面与反面次数。每次抛掷把信念乘上似然：正面为 $\\theta$，反面为 $1 - \\theta$，结果仍是 Beta 分布。

逐次更新或一次更新得到同样的后验：顺序无关。固执的先验（$a = b = 50$）要几百次才会改变，开放的先验（$a = b = 1$）很快跟随数据。

证据是先验给予所见结果的概率。它可以比较先验：押对硬币的先验证据更大。`,
  ),
  tries: [
    suggestion(
      text('A stubborn prior', '固执的先验'),
      { a: 50, b: 50 },
      text(
        'As if a hundred flips had been seen before: sixty new ones move the belief less than half of the way to what they say.',
        '相当于事先已见过一百次抛掷：新的六十次只把信念推到离数据不到一半的地方。',
      ),
    ),
    suggestion(
      text('Hardly any data', '几乎没有数据'),
      { a: 1, b: 1, flips: 5 },
      text(
        'A flat prior and five flips: posterior and likelihood are the same curve, and it still allows for nearly every coin.',
        '先验是平的，只抛五次：后验与似然重合，几乎任何硬币都还有可能。',
      ),
    ),
    suggestion(
      text('A fair coin, many flips', '公平的硬币，抛很多次'),
      { bias: 0.5, flips: 300 },
      text(
        'The peak is narrow and stands at a half. The Bayes factor is below 1 now: the bolder claim, that the coin is fair, has won.',
        '山峰很窄，立在一半处。贝叶斯因子小于 1：更大胆的说法，即硬币是公平的，胜出了。',
      ),
    ),
  ],
  formula:
    'p(\\theta \\mid h, t) = \\frac{\\theta^{h} (1 - \\theta)^{t} \\; \\mathrm{Beta}(\\theta; a, b)}{p(h, t)} = \\mathrm{Beta}(\\theta; a + h, b + t), \\qquad p(h, t) = \\frac{B(a + h, b + t)}{B(a, b)}',
};
