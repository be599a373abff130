// Grid worlds from above: cells as strong as their worth, arrows, marks.
import type { GridWorld } from '@ai/classic-ml';
import type { Figure } from '../experiment.js';
import { type Text, text } from '../text.js';
import { classColor, ink, paper, quietInk } from './palette.js';

const ARROWS = ['↑', '→', '↓', '←'];
const WIDEST = 460;
const LARGEST_CELL = 52;

interface GridMap {
  readonly name: string;
  readonly title: Text;
  readonly caption?: Text;
  readonly world: GridWorld;
  /** S values; none for a plain map. */
  readonly values?: ArrayLike<number>;
  /** S actions. */
  readonly policy?: ArrayLike<number>;
  /** Ways over the map, each a list of states. */
  readonly ways?: readonly { readonly label: Text; readonly states: readonly number[] }[];
}

export function gridFigure({ name, title, caption, world, values, policy, ways = [] }: GridMap): Figure {
  const rows = world.map.length;
  const columns = world.map[0].length;
  const cell = Math.min(LARGEST_CELL, WIDEST / columns);
  const kinds = world.map.join('');
  const largest = Math.max(
    ...Array.from(values ?? [1], (value, i) => ('#PC'.includes(kinds[i]) ? 0 : Math.abs(value))),
    1e-9,
  );
  const cells = Array.from(kinds, (kind, state) => {
    const value = values?.[state] ?? 0;
    const walked = !'#PCG'.includes(kind);
    return {
      x: state % columns,
      y: Math.floor(state / columns),
      kind,
      value,
      share: walked && values ? Math.abs(value) / largest : 0,
      good: value >= 0,
      mark:
        kind === 'G'
          ? '★'
          : kind === 'P' || kind === 'C'
            ? '✕'
            : walked && policy && moves(policy[state])
              ? ARROWS[policy[state]]
              : kind === 'S'
                ? 'S'
                : '',
    };
  });
  const place = (field: string, count: number) => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.5, count - 0.5], nice: false, zero: false, reverse: field === 'y' },
  });
  const [x, y] = [place('x', columns), place('y', rows)];
  const square = { type: 'rect', width: cell - 2, height: cell - 2, cornerRadius: 3, strokeWidth: 1 };
  return {
    kind: 'plot',
    name,
    title,
    caption,
    spec: {
      width: cell * columns,
      height: cell * rows,
      data: { values: cells },
      layer: [
        {
          mark: { ...square, stroke: quietInk, strokeOpacity: 0.35, aria: false },
          encoding: {
            x,
            y,
            color: {
              condition: [
                { test: "datum.kind === '#'", value: quietInk },
                { test: "datum.kind === 'P' || datum.kind === 'C'", value: classColor(5) },
                { test: "datum.kind === 'G'", value: classColor(2) },
              ],
              value: paper,
            },
          },
        },
        {
          mark: square,
          encoding: {
            x,
            y,
            color: { condition: { test: 'datum.good', value: classColor(0) }, value: classColor(1) },
            opacity: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0, 0.65] },
              legend: null,
            },
            tooltip: [
              { field: 'x', title: text('column', '列') },
              { field: 'y', title: text('row', '行') },
              { field: 'value', title: text('worth', '价值'), format: '.3~f' },
            ],
          },
        },
        ...wayLayers(ways, columns, x, y),
        {
          mark: { type: 'text', fontSize: Math.max(12, cell * 0.42), aria: false, fontWeight: 'bold' },
          encoding: {
            x,
            y,
            text: { field: 'mark' },
            color: {
              condition: [{ test: "datum.kind === 'P' || datum.kind === 'C' || datum.kind === 'G'", value: paper }],
              value: ink,
            },
          },
        },
      ],
    },
  };
}

/** Whether there is an arrow to draw. */
function moves(action: number): boolean {
  return action >= 0 && action < ARROWS.length;
}

function wayLayers(ways: NonNullable<GridMap['ways']>, columns: number, x: object, y: object): object[] {
  if (ways.length === 0) return [];
  const values = ways.flatMap(({ label, states }, w) =>
    states.map((state, step) => ({
      // side by side, so that a shared stretch shows both
      x: (state % columns) + 0.12 * (w - (ways.length - 1) / 2),
      y: Math.floor(state / columns) + 0.12 * (w - (ways.length - 1) / 2),
      way: label,
      step,
    })),
  );
  const range = ways.map((_, w) => classColor(w));
  return [
    {
      data: { values },
      mark: { type: 'line', strokeWidth: 4, strokeJoin: 'round', strokeCap: 'round', aria: false },
      encoding: {
        x,
        y,
        order: { field: 'step' },
        color: {
          field: 'way',
          scale: { domain: ways.map(({ label }) => label), range },
          legend: { title: null, orient: 'top' },
        },
      },
    },
  ];
}
