import { KMeans } from '@ai/classic-ml';
import { CLOUDS } from '../../data/clouds.js';
import { drawShape } from '../../data/shapes.js';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { regionPicture } from '../../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../../figures/plane.js';
import { text } from '../../text.js';
import { ownData } from './data.js';
import { centerLayers, nearestOf, pairAgreement } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const GRID = 110;

export const kMeans = defineExperiment({
  id: 'k-means',
  chapter: 'neighbours',
  ...words,
  uses: [{ name: 'KMeans', package: '@ai/classic-ml', source: 'packages/classic-ml/src/cluster/k-means.ts' }],
  frameDelay: 600,
  charts: [
    {
      title: text('Sum of squared distances', '平方距离之和'),
      x: text('step', '步'),
      series: { inertia: text('inertia', '惯量') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const { numClusters, init, numStarts } = options;
    const own = ownData(options, table);
    const data = own ?? drawShape(CLOUDS[options.shape], seed);
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
          axes: own?.axes,
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
        ...(!own && {
          agreement: {
            label: text('Pairs grouped as they were drawn', '与生成时同组关系一致的点对'),
            value: pairAgreement(data.labels, model.labels),
          },
        }),
      },
    };
  },
});
