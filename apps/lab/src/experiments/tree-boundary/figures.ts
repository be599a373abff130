import type { Tree } from '@ai/classic-ml';
import type { DenseMatrix } from '@ai/core';
import type { Figure } from '../../experiment.js';
import { classColor, ink, paper, quietInk } from '../../figures/palette.js';
import { formatNumber } from '../../format.js';
import { type Text, text } from '../../text.js';

const WIDTH = 440;
const LEVEL = 52;
const QUESTION = { width: 62, height: 20 };
const LEAF = { width: 30, height: 20 };
/** Room that a leaf needs for its number of points. */
const COUNTED = 24;
/** Letters of a feature's name. */
const LONGEST_NAME = 6;

interface Node {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** Leaves under it, itself included. */
  readonly leaves: number;
}

/** A decision tree from its root down: questions, the share of the points that goes each way, and the answers. */
export function treeFigure(
  tree: Tree,
  x: DenseMatrix,
  classes: readonly string[],
  axes: readonly (Text | string)[],
): Figure {
  const nodes = layOut(tree);
  const counts = countPoints(tree, x);
  const leaves = nodes.filter(({ id }) => tree.features[id] < 0).length;
  const deepest = Math.max(...nodes.map(({ y }) => y));
  const unit = WIDTH / leaves;
  const nameOf = (feature: number, language: 'en' | 'zh') => {
    const name = axes[feature];
    return (typeof name === 'string' ? name : name[language]).replace(/ .*/, '').slice(0, LONGEST_NAME);
  };
  const values = nodes.map(({ id, x, y, leaves: under }) => {
    const feature = tree.features[id];
    const shares = Array.from({ length: classes.length }, (_, c) => tree.values.data[id * classes.length + c]);
    const best = shares.indexOf(Math.max(...shares));
    const question = (language: 'en' | 'zh') =>
      `${nameOf(feature, language)} ≤ ${formatNumber(tree.thresholds[id], 2)}`;
    return {
      id,
      x,
      y,
      asks: feature >= 0,
      question: feature >= 0 ? text(question('en'), question('zh')) : text('answer', '回答'),
      told: feature >= 0 && under * unit >= QUESTION.width + 4,
      class: classes[best],
      share: shares[best],
      points: counts[id],
      counted: unit >= COUNTED,
    };
  });
  const at = new Map(values.map((node) => [node.id, node]));
  const branches = values.flatMap((node) =>
    node.asks
      ? [tree.left[node.id], tree.right[node.id]].map((child) => {
          const { x: x2, y: y2, points } = at.get(child)!;
          return { x: node.x, y: node.y, x2, y2, width: 1 + (9 * points) / x.rows };
        })
      : [],
  );
  const place = (field: string, domain: [number, number]) => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain, nice: false, zero: false, reverse: field === 'y' },
  });
  const px = place('x', [-0.5, leaves - 0.5]);
  const py = place('y', [-0.4, deepest + 0.4]);
  const color = {
    field: 'class',
    scale: { domain: classes, range: classes.map((_, i) => classColor(i)) },
    legend: null,
  };
  const tooltip = [
    { field: 'question', title: text('question', '问题') },
    { field: 'points', title: text('training points', '训练点') },
    { field: 'class', title: text('mostly', '多数为') },
    { field: 'share', title: text('share', '占比'), format: '.0%' },
  ];
  return {
    kind: 'plot',
    name: 'tree',
    title: text('The same tree, question by question', '同一棵树，逐个问题'),
    caption: text(
      'Yes goes left, no goes right; the thicker, the more training points. A leaf has the colour of its class, the paler the more mixed.',
      '“是”向左，“否”向右；线越粗，训练点越多。叶子取其类别的颜色，越浅越混杂。',
    ),
    spec: {
      width: WIDTH,
      height: LEVEL * (deepest + 1),
      data: { values },
      layer: [
        {
          data: { values: branches },
          mark: { type: 'rule', color: quietInk, opacity: 0.45, strokeCap: 'round', aria: false },
          encoding: {
            x: px,
            y: py,
            x2: { field: 'x2' },
            y2: { field: 'y2' },
            strokeWidth: { field: 'width', type: 'quantitative', scale: null },
          },
        },
        {
          transform: [{ filter: '!datum.asks' }],
          mark: {
            type: 'rect',
            width: Math.min(LEAF.width, unit - 1),
            height: LEAF.height,
            cornerRadius: 3,
            fill: paper,
            aria: false,
          },
          encoding: { x: px, y: py },
        },
        {
          transform: [{ filter: '!datum.asks' }],
          mark: { type: 'rect', width: Math.min(LEAF.width, unit - 1), height: LEAF.height, cornerRadius: 3 },
          encoding: {
            x: px,
            y: py,
            color,
            opacity: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [1 / classes.length, 1], range: [0.15, 0.75] },
              legend: null,
            },
            tooltip,
          },
        },
        {
          transform: [{ filter: 'datum.told' }],
          mark: { type: 'rect', ...QUESTION, cornerRadius: 10, fill: paper, stroke: quietInk, strokeWidth: 1 },
          encoding: { x: px, y: py, tooltip },
        },
        {
          transform: [{ filter: 'datum.asks && !datum.told' }],
          mark: { type: 'point', filled: true, size: 40, color: quietInk },
          encoding: { x: px, y: py, tooltip },
        },
        {
          transform: [{ filter: 'datum.told' }],
          mark: { type: 'text', fontSize: 11, color: ink, aria: false },
          encoding: { x: px, y: py, text: { field: 'question' } },
        },
        {
          transform: [{ filter: '!datum.asks && datum.counted' }],
          mark: { type: 'text', fontSize: 11, color: ink, aria: false },
          encoding: { x: px, y: py, text: { field: 'points' } },
        },
      ],
    },
  };
}

/** Leaves side by side in their order, a question in the middle over its two branches. */
function layOut({ features, left, right }: Tree): Node[] {
  const nodes: Node[] = [];
  let leaves = 0;
  const visit = (id: number, y: number): Node => {
    const below = features[id] < 0 ? [] : [visit(left[id], y + 1), visit(right[id], y + 1)];
    const x = below.length > 0 ? (below[0].x + below[1].x) / 2 : leaves++;
    const node = { id, x, y, leaves: below.reduce((sum, child) => sum + child.leaves, below.length > 0 ? 0 : 1) };
    nodes.push(node);
    return node;
  };
  visit(0, 0);
  return nodes;
}

/** How many of the points come by each node. */
function countPoints({ features, thresholds, left, right }: Tree, x: DenseMatrix): Int32Array {
  const counts = new Int32Array(features.length);
  for (let i = 0; i < x.rows; i++) {
    for (let id = 0; ; ) {
      counts[id]++;
      if (features[id] < 0) break;
      id = x.data[i * x.columns + features[id]] <= thresholds[id] ? left[id] : right[id];
    }
  }
  return counts;
}
