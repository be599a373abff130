import { KMeans } from '@ai/classic-ml';
import { z } from 'zod';
import { drawShape, type LabelledPoints, pointsScript, type Shape, shapeScript } from '../data/shapes.js';
import { defineExperiment, figure, frame, progress, scalars } from '../experiment.js';
import { ink, paper } from '../figures/palette.js';
import { regionPicture } from '../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../figures/plane.js';
import { choice, integer, parsePoints, points } from '../options.js';
import { text } from '../text.js';

const GRID = 110;

const DATA = {
  round: {
    blobs: [
      { center: [-2, 1.5], spread: [0.55, 0.55], count: 90 },
      { center: [2, 1.8], spread: [0.55, 0.55], count: 90 },
      { center: [0, -1.8], spread: [0.55, 0.55], count: 90 },
    ],
  },
  stretched: {
    blobs: [
      { center: [-1.4, 1.26], spread: [2, 0.22], turn: 0.75, count: 90 },
      { center: [0, 0], spread: [2, 0.22], turn: 0.75, count: 90 },
      { center: [1.4, -1.26], spread: [2, 0.22], turn: 0.75, count: 90 },
    ],
  },
  unequal: {
    blobs: [
      { center: [-1, 0], spread: [1.5, 1.5], count: 260 },
      { center: [3.4, 0.9], spread: [0.25, 0.25], count: 30 },
      { center: [3.4, -0.9], spread: [0.25, 0.25], count: 30 },
    ],
  },
  rings: { curve: 'rings', count: 300, groups: 3, noise: 0.1 },
} as const satisfies Record<string, Shape>;

interface DataOptions {
  readonly shape: keyof typeof DATA;
  readonly numClusters: number;
  readonly points: string;
}

/** The visitor's points, where there are enough of them. */
function ownData({ points, numClusters }: DataOptions): LabelledPoints | undefined {
  const own = parsePoints(points);
  if (own.length < numClusters) return undefined;
  return { points: own.map(({ x, y }) => [x, y]), labels: own.map(({ label }) => label) };
}

export const kMeans = defineExperiment({
  id: 'k-means',
  chapter: 'neighbours',
  title: text('k-means, step by step', '逐步看 k-means'),
  summary: text(
    'Assign, move, repeat: how it finds clusters, and three shapes on which it fails.',
    '分配、移动、重复：它怎样找到簇，以及在三种形状上怎样失败。',
  ),
  explanation: text(
    `Each step has two halves. Every point joins the nearest of $K$ centers; then every center moves to the mean of its points. The sum of squared distances never rises, so it ends, in a valley that need not be the deepest.

It fails in three ways, each behind a control. Shape: borders between centers are straight lines, so stretched clouds are cut across and rings are not seen at all. Size: a large cloud is broken up because that saves more squares than telling two small ones apart. Start: with centers drawn at random two may share a cloud for ever; try random starts with other seeds. k-means++ spreads the first centers out, and more starts keep the best.`,
    `每一步分两半。每个点归入 $K$ 个中心中最近的一个；然后每个中心移到其点的均值。平方距离之和从不增加，所以过程会结束，但停下的谷不一定最深。

它有三种失败方式，各对应一个选项。形状：中心之间的边界是直线，所以拉长的云会被横切，环形则完全看不出来。大小：大云会被拆开，因为这样比区分两个小云更省平方和。起点：随机起点可能让两个中心永远分享同一片云；换几个种子试试。k-means++ 让初始中心分散，多次起步则保留最好的一次。`,
  ),
  formula: '\\min_{\\mu_1, \\dots, \\mu_K} \\; \\sum_{i=1}^{N} \\min_{k} \\lVert x_i - \\mu_k \\rVert^2',
  uses: [{ name: 'KMeans', package: '@ai/classic-ml', source: 'packages/classic-ml/src/cluster/k-means.ts' }],
  frameDelay: 600,
  charts: [
    {
      title: text('Sum of squared distances', '平方距离之和'),
      x: text('step', '步'),
      series: { inertia: text('inertia', '惯量') },
    },
  ],
  options: z.object({
    shape: choice({
      label: text('Data', '数据'),
      choices: {
        round: text('three round clouds', '三个圆云'),
        stretched: text('failure: stretched clouds', '失败：拉长的云'),
        unequal: text('failure: one large, two small', '失败：一大两小'),
        rings: text('failure: rings', '失败：圆环'),
      },
      default: 'round',
    }),
    numClusters: integer({ label: text('Clusters K', '簇数 K'), min: 1, max: 8, default: 3 }),
    init: choice({
      label: text('First centers', '初始中心'),
      choices: { 'kMeans++': text('k-means++', 'k-means++'), random: text('random points', '随机点') },
      default: 'random',
    }),
    numStarts: integer({ label: text('Starts, best kept', '起步次数（保留最好）'), min: 1, max: 20, default: 1 }),
    points: points({
      label: text('Your own points', '你自己的点'),
      hint: text('Used instead of the data above once there are at least K.', '点数不少于 K 时代替上面的数据。'),
    }),
  }),
  async *run({ options, seed }) {
    const { numClusters, init, numStarts } = options;
    const data = ownData(options) ?? drawShape(DATA[options.shape], seed);
    const model = new KMeans({ numClusters, init, numStarts, seed, keepSteps: true }).fit(data.points);
    const final = { centers: model.centers, labels: model.labels, inertia: model.inertia };
    const steps = [...model.steps!, final];
    const bounds = boundsOf(data.points);
    const grid = gridOver(bounds, GRID);
    const classes = Array.from({ length: numClusters }, (_, k) => String(k + 1));
    const trails: { x: number; y: number; cluster: number; step: number }[] = [];
    for (const [step, { centers, labels, inertia }] of steps.entries()) {
      const places = Array.from({ length: numClusters }, (_, k): [number, number] => [
        centers.data[2 * k],
        centers.data[2 * k + 1],
      ]);
      trails.push(...places.map(([x, y], cluster) => ({ x, y, cluster, step })));
      yield scalars(step, { inertia });
      yield figure(
        planeFigure({
          name: 'clusters',
          title: text('Points, centers and borders', '点、中心与边界'),
          caption: text(
            `Step ${step} of ${steps.length - 1}. Crosses are the centers, lines their way.`,
            `第 ${step} 步，共 ${steps.length - 1} 步。十字为中心，线为其轨迹。`,
          ),
          bounds,
          points: data.points,
          labels,
          classes,
          background: regionPicture(
            grid.map((place) => nearestOf(place, places)),
            GRID,
          ),
          layers: centerLayers(trails, step),
        }),
      );
      yield progress((step + 1) / steps.length);
      yield frame;
    }
    return {
      mainFigure: 'clusters',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        inertia: { label: text('Sum of squared distances', '平方距离之和'), value: model.inertia },
        iterations: { label: text('Iterations', '迭代次数'), value: model.iterations },
        converged: { label: text('Converged', '收敛'), value: model.converged },
        agreement: {
          label: text('Pairs grouped as they were drawn', '与生成时同组关系一致的点对'),
          value: pairAgreement(data.labels, model.labels),
        },
      },
    };
  },
  script: (options, seed) => {
    const { numClusters, init, numStarts } = options;
    const own = ownData(options);
    return `import { KMeans } from '@ai/classic-ml';
${own ? '' : "import { Random } from '@ai/core';\n"}
${own ? pointsScript(own) : shapeScript(DATA[options.shape], seed)}

const model = new KMeans({
  numClusters: ${numClusters},
  init: '${init}',
  numStarts: ${numStarts},
  seed: ${seed},
  keepSteps: true,
}).fit(points);
for (const [i, { inertia }] of model.steps.entries()) console.log('step', i, 'inertia', inertia);
console.log('centers', model.centers.data, 'inertia', model.inertia);
`;
  },
});

function nearestOf([x, y]: readonly [number, number], places: readonly (readonly [number, number])[]): number {
  let best = 0;
  for (let k = 1; k < places.length; k++) {
    const better = squared(x, y, places[k]) < squared(x, y, places[best]);
    if (better) best = k;
  }
  return best;
}

function squared(x: number, y: number, [cx, cy]: readonly [number, number]): number {
  return (x - cx) ** 2 + (y - cy) ** 2;
}

/** The share of pairs on which two groupings agree (Rand, 1971): together in both or apart in both. */
function pairAgreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let agree = 0;
  for (let i = 0; i < a.length; i++) for (let j = 0; j < i; j++) agree += Number((a[i] === a[j]) === (b[i] === b[j]));
  return a.length < 2 ? 1 : agree / ((a.length * (a.length - 1)) / 2);
}

function centerLayers(
  trails: readonly { x: number; y: number; cluster: number; step: number }[],
  step: number,
): object[] {
  const x = { field: 'x', type: 'quantitative' };
  const y = { field: 'y', type: 'quantitative' };
  return [
    {
      data: { values: trails },
      mark: { type: 'line', color: ink, strokeWidth: 1.6, opacity: 0.75, aria: false },
      encoding: { x, y, detail: { field: 'cluster' }, order: { field: 'step' } },
    },
    {
      data: { values: trails.filter((place) => place.step === step) },
      mark: {
        type: 'point',
        filled: true,
        shape: 'cross',
        size: 230,
        color: ink,
        stroke: paper,
        strokeWidth: 1.6,
        opacity: 1,
      },
      encoding: {
        x,
        y,
        tooltip: [
          { field: 'x', title: text('center x', '中心 x'), format: '.3~f' },
          { field: 'y', title: text('center y', '中心 y'), format: '.3~f' },
        ],
      },
    },
  ];
}
