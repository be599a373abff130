import { cliffWalk, qLearning, sarsa, type TabularEnvironment } from '@ai/classic-ml';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { gridFigure } from '../../figures/grid-map.js';
import { text } from '../../text.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const LEARNERS = { q: qLearning, sarsa } as const;
const NAMES = { q: text('Q-learning', 'Q 学习'), sarsa: text('SARSA', 'SARSA') };
const FRAMES = 20;
const MOST_STEPS = 1000;
/** Episodes over which the returns are averaged for the curve. */
const WINDOW = 25;

export const cliffWalkExperiment = defineExperiment({
  id: 'cliff-walk',
  chapter: 'reinforcement',
  ...words,
  uses: [
    {
      name: 'qLearning',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/reinforcement/temporal-difference.ts',
    },
    {
      name: 'sarsa',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/reinforcement/temporal-difference.ts',
    },
    { name: 'cliffWalk', package: '@ai/classic-ml', source: 'packages/classic-ml/src/reinforcement/grid-world.ts' },
  ],
  instant: true,
  frameDelay: 150,
  charts: [
    {
      title: text(`Cost of an episode, mean of ${WINDOW}`, `每回合代价（${WINDOW} 回合平均）`),
      x: text('episode', '回合'),
      series: NAMES,
      logarithmic: true,
    },
  ],
  options,
  script,
  async *run({ options, seed }) {
    const world = cliffWalk();
    const settings = { ...options, maxSteps: MOST_STEPS, seed };
    const whole = { q: qLearning(world, settings), sarsa: sarsa(world, settings) };
    const ids = ['q', 'sarsa'] as const;
    let shown = 0;
    for (let i = 1; i <= FRAMES; i++) {
      const episodes = Math.ceil((i / FRAMES) * options.episodes);
      for (; shown < episodes; shown++) {
        yield scalars(shown + 1, { q: lately(whole.q.returns, shown), sarsa: lately(whole.sarsa.returns, shown) });
      }
      // the same seed: fewer episodes are the first ones of the whole
      const now = ids.map((id) => LEARNERS[id](world, { ...settings, episodes }));
      yield figure(
        gridFigure({
          name: 'map',
          title: text('The ways they would take now', '它们现在会走的路'),
          caption: text(`After ${episodes} episodes, without exploring.`, `${episodes} 个回合之后，不再探索。`),
          world,
          ways: ids.map((id, k) => ({ label: NAMES[id], states: greedyWay(world, now[k].policy) })),
        }),
      );
      yield progress(i / FRAMES);
      yield frame;
    }
    for (const id of ids) {
      const { actionValues, policy } = whole[id];
      yield figure(
        gridFigure({
          name: id === 'q' ? 'q-values' : 'sarsa-values',
          title: text(`What ${NAMES[id].en} believes`, `${NAMES[id].zh} 的看法`),
          world,
          values: Float64Array.from(
            policy,
            (action, state) => actionValues.data[state * actionValues.columns + action],
          ),
          policy,
        }),
      );
    }
    const lateMean = (returns: Float64Array) => {
      const late = returns.slice(-Math.ceil(returns.length / 5));
      return late.reduce((sum, value) => sum + value, 0) / late.length;
    };
    const steps = (id: (typeof ids)[number]) => {
      const way = greedyWay(world, whole[id].policy);
      return world.isTerminal(way.at(-1)!) ? way.length - 1 : text('lost', '迷路');
    };
    return {
      mainFigure: 'map',
      values: {
        qSteps: { label: text('Steps of Q-learning’s way', 'Q 学习的路长'), value: steps('q') },
        sarsaSteps: { label: text('Steps of SARSA’s way', 'SARSA 的路长'), value: steps('sarsa') },
        q: { label: text('Q-learning, late reward', 'Q 学习后期奖励'), value: lateMean(whole.q.returns) },
        sarsa: { label: text('SARSA, late reward', 'SARSA 后期奖励'), value: lateMean(whole.sarsa.returns) },
      },
    };
  },
});

/** What the last episodes have cost. */
function lately(returns: Float64Array, episode: number): number {
  const from = Math.max(0, episode - WINDOW + 1);
  return -returns.subarray(from, episode + 1).reduce((sum, value) => sum + value, 0) / (episode + 1 - from);
}

/** The states on the way along the best actions, until the goal or a place seen before. */
function greedyWay(world: TabularEnvironment, policy: Int32Array): number[] {
  const way = [world.start];
  while (!world.isTerminal(way.at(-1)!)) {
    const next = world.transitions(way.at(-1)!, policy[way.at(-1)!])[0].state;
    if (way.includes(next)) break;
    way.push(next);
  }
  return way;
}
