import type { Figure } from '../../experiment.js';
import { classColor, quietInk } from '../../figures/palette.js';
import { text } from '../../text.js';
import type { Options } from './options.js';

const PEOPLE = 1000;
const A_ROW = 40;

const GROUPS = {
  found: text('ill, positive', '患病，阳性'),
  missed: text('ill, negative', '患病，阴性'),
  alarmed: text('healthy, positive', '健康，阳性'),
  clear: text('healthy, negative', '健康，阴性'),
} as const;
type Group = keyof typeof GROUPS;

/** How many of a thousand people fall into each group, to the nearest whole person. */
export function countPeople({ prior, sensitivity, falsePositives }: Options): Record<Group, number> {
  const ill = Math.round(PEOPLE * prior);
  const found = Math.round(ill * sensitivity);
  const alarmed = Math.round((PEOPLE - ill) * falsePositives);
  return { found, missed: ill - found, alarmed, clear: PEOPLE - ill - alarmed };
}

export function peopleFigure(options: Options): Figure {
  const counts = countPeople(options);
  const people = (Object.keys(GROUPS) as Group[]).flatMap((group) => new Array<Group>(counts[group]).fill(group));
  const values = people.map((group, i) => ({
    x: i % A_ROW,
    y: Math.floor(i / A_ROW),
    group: GROUPS[group],
    ill: group === 'found' || group === 'missed',
    positive: group === 'found' || group === 'alarmed',
  }));
  const positive = counts.found + counts.alarmed;
  return {
    kind: 'plot',
    name: 'people',
    title: text('A thousand people', '一千个人'),
    caption: text(
      `Filled: ${positive} who test positive. Of them ${counts.found} are ill (orange) and ${counts.alarmed} healthy (blue).`,
      `实心：${positive} 人检测阳性，其中 ${counts.found} 人患病（橙色），${counts.alarmed} 人健康（蓝色）。`,
    ),
    spec: {
      width: 440,
      height: 290,
      data: { values },
      mark: { type: 'point', size: 46, strokeWidth: 1.2 },
      encoding: {
        x: { field: 'x', type: 'quantitative', axis: null, scale: { domain: [-0.5, A_ROW - 0.5] } },
        y: {
          field: 'y',
          type: 'quantitative',
          axis: null,
          scale: { domain: [PEOPLE / A_ROW - 0.5, -0.5] },
        },
        stroke: {
          condition: [
            { test: 'datum.ill', value: classColor(1) },
            { test: 'datum.positive', value: classColor(0) },
          ],
          value: quietInk,
        },
        fill: {
          condition: [
            { test: 'datum.ill && datum.positive', value: classColor(1) },
            { test: 'datum.positive', value: classColor(0) },
          ],
          value: 'transparent',
        },
        opacity: { condition: { test: 'datum.ill || datum.positive', value: 1 }, value: 0.45 },
        tooltip: [{ field: 'group', title: text('person', '此人') }],
      },
    },
  };
}

export function beliefFigure(beliefs: readonly number[]): Figure {
  const values = beliefs.map((belief, test) => ({ test, belief, shown: `${formatShare(belief)}` }));
  const x = { field: 'test', type: 'ordinal', title: text('tests so far', '已做检测数'), axis: { labelAngle: 0 } };
  const y = {
    field: 'belief',
    type: 'quantitative',
    title: text('probability of being ill', '患病概率'),
    scale: { domain: [0, 1] },
    axis: { format: '%' },
  };
  return {
    kind: 'plot',
    name: 'belief',
    title: text('Belief after each test', '每次检测后的信念'),
    spec: {
      width: 340,
      height: 230,
      data: { values },
      layer: [
        {
          mark: { type: 'bar', width: 34, cornerRadiusEnd: 3, color: classColor(1) },
          encoding: {
            x,
            y,
            tooltip: [
              { field: 'test', title: text('tests', '检测数') },
              { field: 'belief', title: text('probability', '概率'), format: '.4~f' },
            ],
          },
        },
        { mark: { type: 'text', dy: -8, fontSize: 12, aria: false }, encoding: { x, y, text: { field: 'shown' } } },
      ],
    },
  };
}

function formatShare(share: number): string {
  return `${Number((100 * share).toPrecision(3))}%`;
}
