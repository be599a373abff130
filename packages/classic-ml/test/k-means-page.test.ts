// Writes docs/k-means.md and its pictures (npm run docs:k-means); fails when they are out of date.
import { expect, it } from 'vitest';
import { COLORS, histogram, lines, picture, scatter } from './k-means-page/draw.js';
import { outliers, shapes, slow, starts } from './k-means-page/scenes.js';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const start = starts();
const chain = slow();
const far = outliers();
const groups = shapes();
const gone = far.findIndex(({ means }) => means.share < 0.9);

const pictures = {
  starts: picture('Inertia after 100 random starts and 100 starts by k-means++, with a typical result of each', [
    [
      scatter('random start, typical', start.random.typical, [-2.5, 18.5, -2.5, 18.5], [255, 210]),
      scatter('k-means++, typical', start.plusPlus.typical, [-2.5, 18.5, -2.5, 18.5], [255, 210]),
    ],
    [histogram('inertia / least inertia, 100 random starts', start.random.ratios, [1, 4.5], COLORS[5])],
    [histogram('inertia / least inertia, 100 starts by k-means++', start.plusPlus.ratios, [1, 4.5], COLORS[0])],
  ]),
  slow: picture('Positions of 12 centers that start at the left end of a line, by iteration', [
    [
      lines(
        '12 centers on their way along a line',
        chain.paths[0].map((_, k) => chain.paths.map((centers, i): [number, number] => [i + 1, centers[k]])),
        [1, chain.paths.length],
        [0, 1],
        ['iteration', 'position'],
      ),
    ],
  ]),
  outliers: picture(`Two groups and three outliers at ${far[gone].distance}: k-means and k-medoids`, [
    [
      scatter('KMeans', far[gone].means, [-4, far[gone].distance + 3, -8, 8], [300, 150]),
      scatter('KMedoids', far[gone].medoids, [-4, far[gone].distance + 3, -8, 8], [300, 150]),
    ],
  ]),
  shapes: picture(
    'Four data sets: their groups, what k-means finds and what a method that suits finds',
    groups.map(({ name, truth, means, other, method }) => {
      const box = boxAround(truth.x);
      return [
        scatter(name, truth, box, [210, 160]),
        scatter('KMeans', means, box, [210, 160]),
        scatter(method, other, box, [210, 160]),
      ];
    }),
  ),
};

function boxAround(x: readonly (readonly number[])[]): [number, number, number, number] {
  const [a, b] = [0, 1].map((j) => x.map((row) => row[j]));
  const middle = [a, b].map((values) => (Math.min(...values) + Math.max(...values)) / 2);
  const spread = [a, b].map((values) => (Math.max(...values) - Math.min(...values)) / 2);
  const half = Math.max(spread[0] / 1.3, spread[1]) * 1.05; // circles stay round
  return [middle[0] - 1.3125 * half, middle[0] + 1.3125 * half, middle[1] - half, middle[1] + half];
}

const page = `# How k-means fails

Made by \`npm run docs:k-means\` with \`@ai/classic-ml\`; a test fails when a number or a picture is out of date. Each section is one
experiment of \`packages/classic-ml/test/k-means-page/scenes.ts\`.

K-means looks for K centers for which the sum of squared distances of all samples to the nearest center, the *inertia*, is least.
Lloyd's algorithm gets there downhill: assign each sample to its nearest center, move each center to the mean of its samples, repeat.
Four things can go wrong: it stops in a valley that is not the deepest, it takes long to stop, the deepest valley is not where one
would want it, or no sum of squared distances describes the groups at all.

## The start

25 round groups of 20 samples in a square, K = 25. Once two centers have started in one group and none in its neighbour, no step leads
out: the wall between is too high. Drawing the first centers at random among the samples (\`init: 'random'\`) puts exactly one into
each group about three times in 10^10. K-means++ (Arthur and Vassilvitskii, 2007), the default, draws candidates for each next center
with a probability that grows with the squared distance to those there are, and takes the best of them.

![Inertia after 100 random starts and 100 by k-means++](k-means/starts.svg)

${table(
  ['first centers', 'seeds', 'least inertia found', 'median inertia / least', 'worst'],
  (
    [
      ['random', 100, start.random],
      ['k-means++', 100, start.plusPlus],
      ['k-means++, `numStarts: 10`', 20, start.tenStarts],
    ] as const
  ).map(([name, seeds, run]) => [name, seeds, percent(run.found), run.median.toFixed(2), run.worst.toFixed(2)]),
)}

**What to do**: leave \`init\` as it is and raise \`numStarts\` with the number of clusters; the best of all starts is kept.

## Slow convergence

Lloyd's algorithm can take a number of steps that is exponential in the number of samples, even in the plane (Vattani, 2011). Such
sets are contrived, but slow ones are not: where samples have no gaps, centers push one another along like a fluid. Here are
6,000 almost evenly spaced points on a line and K centers that all start at its left end.

![12 centers spread over a line](k-means/slow.svg)

${table(
  ['K', 'steps until nothing moves', 'steps with the default `tolerance`', 'its inertia above that at rest'],
  chain.rows.map(({ numClusters, iterations, stopped, excess }) => [
    numClusters,
    iterations,
    stopped,
    `${(excess * 100).toFixed(1)} %`,
  ]),
)}

Twice the clusters take about ${Math.round((chain.rows[3].iterations / chain.rows[1].iterations) ** 0.5 * 10) / 10} times the steps. The default \`tolerance\`
of 1e-4 ends the crawl early; with 32 clusters it leaves an inertia ${(chain.rows[3].excess + 1).toFixed(1)} times as high as at rest, and says \`converged: true\`. A start by
k-means++ spreads the 32 centers at once: ${chain.spreadIterations} steps until nothing moves.

**What to do**: start well; look at \`iterations\` and, where the last percents count, set \`tolerance: 0\` and a larger
\`maxIterations\`.

## Outliers

Two groups of 60 samples, 6 apart, and three outliers to the right, K = 2. A squared distance makes one far sample as heavy as many
near ones: from some distance on it is cheaper to give the outliers a center of their own and to share the other between the groups.
K-medoids sums distances that are not squared, and its centers are samples.

![Two groups and three outliers](k-means/outliers.svg)

${table(
  ['outliers at', 'in the right group: `KMeans`', '`KMedoids`'],
  far.map(({ distance, means, medoids }) => [distance, percent(means.share), percent(medoids.share)]),
)}

K-medoids holds out longer, not forever: three samples at 50 cost as much as a group without a center.

**What to do**: remove or clip outliers first (\`RobustScaler\` shows them), use \`KMedoids\`, or \`Dbscan\`, which calls them noise.

## Shapes, sizes and densities

The border between two clusters of k-means lies halfway between their centers, straight, whatever the groups are like. Long groups are
cut across, a wide group loses samples to narrow ones, a large one is divided before a small one gets a center. A \`GaussianMixture\`
learns a covariance and a share for each component and follows all three; rings have no center at all, and need a method that follows
density, such as \`Dbscan\`.

![Four data sets, k-means and a better suited method](k-means/shapes.svg)

${table(
  ['data', 'in the right group: `KMeans`', 'with', 'in the right group'],
  groups.map(({ name, meansShare, method, otherShare }) => [
    name,
    percent(meansShare),
    `\`${method}\``,
    percent(otherShare),
  ]),
)}

**What to do**: scale features that have different units (\`StandardScaler\`); plot what was found (\`Pca\` for two dimensions); when groups
differ in width or number, take \`GaussianMixture\`; when they are not blobs at all, \`Dbscan\` or \`AgglomerativeClustering\`.
`;

it('docs/k-means.md is up to date (npm run docs:k-means)', async () => {
  await expect(page).toMatchFileSnapshot('../../../docs/k-means.md');
});

it.each(Object.entries(pictures))('docs/k-means/%s.svg is up to date', async (name, svg) => {
  await expect(svg).toMatchFileSnapshot(`../../../docs/k-means/${name}.svg`);
});

it('shows what it says', () => {
  expect(start.tenStarts.found).toBe(1);
  expect(start.random.found).toBeLessThan(0.05);
  for (const { meansShare, otherShare } of groups) expect(otherShare).toBeGreaterThan(Math.max(0.95, meansShare));
  expect(far[gone].medoids.share).toBe(1);
});
