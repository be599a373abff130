import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('A way home: value iteration', '回家的路：价值迭代'),
  summary: text(
    'What each place is worth spreads out from the goal, sweep by sweep, and the arrows follow.',
    '每个位置的价值从目标逐次扩散，箭头随之出现。',
  ),
  explanation: text(
    `A walker gets a reward for each move: a small loss for a step, a gain at the goal, a large loss in a pit. What is a place worth? The best of its four moves: the reward of the move plus $\\gamma$ times the worth of where it leads. This is Bellman's equation, and repeating it from zero converges to the one solution.

Watch the first sweeps: worth flows out of the goal, and the arrows, which always point to the best neighbour, become a map of the way home.

Now let the ground be slippery: with some probability a step slides to one side. The best way then keeps clear of the pits, even if it is longer. A small $\\gamma$ makes the walker short-sighted.`,
    `行走者每走一步得到奖励：一步小损失，到达目标有收益，掉进坑里损失很大。一个位置值多少？取四个动作中最好的：该动作的奖励加上 $\\gamma$ 乘以到达处的价值。这就是贝尔曼方程，从零开始反复计算，会收敛到唯一的解。

看最初几次扫描：价值从目标流出，箭头总是指向最好的邻居，逐渐成为一张回家的地图。

现在让地面变滑：每一步有一定概率滑向旁边。最好的路便远离坑，即使更长。$\\gamma$ 小时，行走者目光短浅。`,
  ),
  tries: [
    suggestion(
      text('A bridge', '一座桥'),
      { map: 'bridge', slip: 0 },
      text(
        'Sure of foot, it goes straight across between the pits: eight steps.',
        '脚下稳当，就从坑之间直走过去：八步。',
      ),
    ),
    suggestion(
      text('A slippery bridge', '打滑的桥'),
      { map: 'bridge', slip: 0.2 },
      text(
        'Every step on the bridge may now end in a pit. Look at the arrows at its start: the bridge is no longer worth it.',
        '桥上每一步都可能滑进坑里。看桥头的箭头：过桥已不划算。',
      ),
    ),
    suggestion(
      text('Every step hurts', '每步都疼'),
      { stepReward: -2 },
      text(
        'So far from home the nearest pit is the lesser evil, and the walker jumps. A badly chosen reward is obeyed to the letter.',
        '离家太远，最近的坑反而损失更小，于是它跳了进去。奖励设错，也会被一丝不苟地执行。',
      ),
    ),
    suggestion(
      text('Short-sighted', '目光短浅'),
      { discount: 0.6 },
      text(
        'A reward twelve steps away counts next to nothing: the goal lights up its neighbourhood only, and the start is worth less than zero.',
        '十二步之外的奖励几乎不算数：目标只照亮附近，起点的价值小于零。',
      ),
    ),
  ],
  formula:
    'V(s) \\leftarrow \\max_a \\sum_{s^{\\prime}} P(s^{\\prime} \\mid s, a) \\left[ R(s, a, s^{\\prime}) + \\gamma V(s^{\\prime}) \\right]',
};
