import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('The cliff: Q-learning and SARSA', '悬崖：Q 学习与 SARSA'),
  summary: text(
    'Two learners walk along a cliff; one learns the shortest way, the other a safer one.',
    '两个学习者沿悬崖行走：一个学到最短的路，另一个学到更安全的路。',
  ),
  explanation: text(
    `Nobody tells these walkers the map. They try moves, now and then a random one (with probability $\\varepsilon$), and correct what they believe an action to be worth by each reward they get. A move costs 1, a fall from the cliff 100 and the way back to the start.

Q-learning corrects towards the best next action: it learns the value of walking without mistakes, and so the shortest way, right along the edge. SARSA corrects towards the action that is really taken next, random ones included: it learns that the edge is dangerous for somebody who stumbles, and keeps away.

While they still explore, SARSA collects more, although its way is longer. Set $\\varepsilon$ to zero at the end and Q-learning's way is the better one. Both are right, about different questions.`,
    `没有人告诉行走者地图。他们尝试动作，偶尔（以概率 $\\varepsilon$）随机一个，并用每次得到的奖励修正自己对动作价值的看法。走一步代价 1，掉下悬崖代价 100 并回到起点。

Q 学习朝下一步最好的动作修正：它学的是不犯错时的价值，因此得到紧贴崖边的最短路。SARSA 朝真正采取的下一个动作修正，包括随机的：它学到崖边对会踉跄的人很危险，于是远离。

仍在探索时，SARSA 虽然路长，收获却更多。若最后把 $\\varepsilon$ 设为零，Q 学习的路更好。两者都对，只是回答的问题不同。`,
  ),
  tries: [
    suggestion(
      text('Never explore', '从不探索'),
      { exploration: 0 },
      text(
        'Nobody stumbles, so nobody fears the edge: both walk the 13 steps along it. (They explore all the same: what was never tried counts as 0, better than it is.)',
        '没人踉跄，也就没人怕崖边：两者都走贴崖的 13 步。（其实仍有探索：没试过的动作按 0 计，比实际更好。）',
      ),
    ),
    suggestion(
      text('Stumble often', '经常踉跄'),
      { exploration: 0.4 },
      text(
        'Q-learning still plans along the edge and falls again and again. SARSA loses far less, but has become so timid that its way no longer arrives.',
        'Q 学习仍沿崖边规划，一再掉下去。SARSA 损失小得多，却胆小到走不到终点。',
      ),
    ),
    suggestion(
      text('Stumble rarely', '很少踉跄'),
      { exploration: 0.01, episodes: 1000 },
      text(
        'Falls have become rare, and now the short way earns more: Q-learning is ahead of SARSA.',
        '很少掉下去，短路便更划算：Q 学习领先 SARSA。',
      ),
    ),
  ],
  formula:
    '\\text{Q: } Q(s, a) \\mathrel{+}= \\alpha \\left[ r + \\gamma \\max_{a^{\\prime}} Q(s^{\\prime}, a^{\\prime}) - Q(s, a) \\right] \\qquad \\text{SARSA: } Q(s, a) \\mathrel{+}= \\alpha \\left[ r + \\gamma\\, Q(s^{\\prime}, a^{\\prime}) - Q(s, a) \\right]',
};
