import { suggestion } from '../../experiment.js';
import { formulaText, text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('A positive test: what now?', '检测阳性：该怎么想？'),
  summary: text(
    'Bayes’ rule on a thousand people: most who test positive for a rare disease are healthy.',
    '用一千个人看贝叶斯公式：罕见病检测呈阳性的人大多是健康的。',
  ),
  explanation: text(
    `Picture a thousand people. The disease is rare, so few of the dots are orange; the test finds most of them (its sensitivity). But it also errs on some of the many healthy ones (its false positives), and a small share of many is more than a large share of few. The filled dots are those who test positive: count how many of them are ill.

Bayes' rule says the same in one line: prior times likelihood, divided by the evidence, which is the probability of a positive test for anybody.

The posterior of one test is the prior of the next. Tests that err independently convince quickly: a second positive result changes far more than the first.`,
    `想象一千个人。疾病很罕见，所以橙色的点很少；检测能找出其中大多数（灵敏度）。但它也会误判许多健康人中的一部分（假阳性），而多数人中的一小部分，比少数人中的大部分还多。实心点是检测阳性的人：数一数其中多少人真的患病。

贝叶斯公式用一行说了同样的事：先验乘似然，除以证据，即任何人检测阳性的概率。

一次检测的后验就是下一次的先验。独立出错的检测很快使人信服：第二个阳性结果带来的改变远大于第一个。`,
  ),
  tries: [
    suggestion(
      text('The test is negative', '检测为阴性'),
      { result: 'negative' },
      text(
        'A negative result is almost a guarantee: one in 1900 is ill all the same. Where a disease is rare, a yes says little and a no says much.',
        '阴性几乎就是保证：约一千九百人里才有一人其实患病。疾病罕见时，阳性说明不了什么，阴性却很可靠。',
      ),
    ),
    suggestion(
      text('A common disease', '常见的疾病'),
      { prior: 0.1 },
      text(
        'Ten times as many are ill, and the same positive test now means 68% instead of 16%. The test has not changed; the crowd has.',
        '患者多了十倍，同一个阳性结果的含义就从 16% 变成 68%。检测没有变，变的是人群。',
      ),
    ),
    suggestion(
      text('Fewer false alarms', '更少的误报'),
      { falsePositives: 0.005 },
      text(
        'Five healthy people are alarmed instead of 50, and one positive result means 66%. For a rare disease this helps far more than a better sensitivity.',
        '被误报的健康人从 50 个降到 5 个，一次阳性就意味着 66%。对罕见病来说，这比提高灵敏度有用得多。',
      ),
    ),
  ],
  formula: formulaText(
    'P(\\text{ill} \\mid +) = \\frac{P(+ \\mid \\text{ill})\\, P(\\text{ill})}{P(+ \\mid \\text{ill})\\, P(\\text{ill}) + P(+ \\mid \\text{healthy})\\, P(\\text{healthy})}',
    { ill: '患病', healthy: '健康' },
  ),
};
