import { gridWorld, valueIteration } from '@ai/classic-ml';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { gridFigure } from '../../figures/grid-map.js';
import { type Text, text } from '../../text.js';
import { quietly } from '../../training/quietly.js';
import { MAPS, options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

/** Sweeps shown one by one. */
const SHOWN_SWEEPS = 40;

export const gridWorldExperiment = defineExperiment({
  id: 'grid-world',
  chapter: 'reinforcement',
  ...words,
  uses: [
    {
      name: 'valueIteration',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/reinforcement/value-iteration.ts',
    },
    { name: 'gridWorld', package: '@ai/classic-ml', source: 'packages/classic-ml/src/reinforcement/grid-world.ts' },
  ],
  instant: true,
  frameDelay: 120,
  charts: [
    {
      title: text('Worth of the start', '起点的价值'),
      x: text('sweep', '扫描'),
      series: { start: text('start', '起点') },
    },
  ],
  options,
  script,
  async *run({ options }) {
    const { slip, discount, goalReward, stepReward, pitReward } = options;
    const world = gridWorld(MAPS[options.map], { slip, goalReward, stepReward, fallReward: pitReward });
    const solved = valueIteration(world, { discount });
    const sweeps = Math.min(SHOWN_SWEEPS, solved.iterations);
    for (let sweep = 1; sweep <= sweeps; sweep++) {
      const last = sweep === sweeps;
      const now = last ? solved : quietly(() => valueIteration(world, { discount, maxIterations: sweep }));
      yield scalars(sweep, { start: now.values[world.start] });
      yield figure(
        gridFigure({
          name: 'map',
          title: text('What each place is worth, and the best move', '每个位置的价值与最佳动作'),
          caption: text(
            `Sweep ${last ? solved.iterations : sweep} of ${solved.iterations}. Blue: worth something; orange: better not be here. ★ goal, ✕ pit.`,
            `第 ${last ? solved.iterations : sweep} 次扫描，共 ${solved.iterations} 次。蓝色：有价值；橙色：最好不在这里。★ 目标，✕ 坑。`,
          ),
          world,
          values: now.values,
          policy: now.policy,
        }),
      );
      yield progress(sweep / sweeps);
      yield frame;
    }
    const steps = stepsHome(world, solved.policy);
    return {
      mainFigure: 'map',
      values: {
        start: { label: text('Worth of the start', '起点的价值'), value: solved.values[world.start] },
        sweeps: { label: text('Sweeps', '扫描次数'), value: solved.iterations },
        steps: {
          label: text('Steps home without slipping', '不打滑时回家的步数'),
          value: steps,
        },
        converged: { label: text('Converged', '收敛'), value: solved.converged },
      },
    };
  },
});

/** How far it is along the arrows, or where they lead instead. */
function stepsHome(world: ReturnType<typeof gridWorld>, policy: Int32Array): number | Text {
  let state = world.start;
  for (let step = 0; step <= world.numStates; step++) {
    if (world.map.join('')[state] === 'G') return step;
    if (world.isTerminal(state)) return text('into a pit', '掉进坑里');
    state = world.transitions(state, policy[state])[0].state;
  }
  return text('never', '永不');
}
