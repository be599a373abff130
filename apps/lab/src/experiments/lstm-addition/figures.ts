import { tf } from '@ai/core';
import type { Figure } from '../../experiment.js';
import { classColor, ink, quietInk } from '../../figures/palette.js';
import { type Text, text } from '../../text.js';
import { type Adder, tensorsOf } from './adder.js';
import type { Sums } from './data.js';

const COLUMN = 40;
const ROW = 24;

interface Cell {
  readonly row: Text;
  /** The place of the bit; the lowest stands at the right. */
  readonly place: number;
  /** In [-1, 1]. */
  readonly value: number;
  readonly shown: string;
}

/** One addition as it is written, and what each unit holds at every column. */
export function additionFigure(model: Adder, sums: Sums, step: number): Figure {
  const { x, y } = tensorsOf(sums);
  const [states, scores] = tf.tidy(() => {
    const { output } = model.lstm.forward(x);
    return [output.dataSync(), model.output.forward(output).dataSync()];
  });
  tf.dispose([x, y]);
  const { bits } = sums;
  const units = states.length / bits;
  const columns = Array.from({ length: bits }, (_, t) => t);
  const bitRow = (row: Text, at: (t: number) => number): Cell[] =>
    columns.map((t) => ({ row, place: t, value: at(t), shown: String(at(t)) }));
  const wrong = columns.filter((t) => Number(scores[t] > 0) !== sums.y[t]).length;
  const rows: Cell[][] = [
    bitRow(text('a', 'a'), (t) => sums.x[2 * t]),
    bitRow(text('b', 'b'), (t) => sums.x[2 * t + 1]),
    bitRow(text('carry', '进位'), (t) => sums.carry[t]),
    bitRow(text('sum', '和'), (t) => sums.y[t]),
    bitRow(text('it says', '它说'), (t) => Number(scores[t] > 0)),
    ...Array.from({ length: units }, (_, unit) =>
      columns.map((t) => ({
        row: text(`unit ${unit + 1}`, `单元 ${unit + 1}`),
        place: t,
        value: states[t * units + unit],
        shown: '',
      })),
    ),
  ];
  const order = rows.map(([{ row }]) => row);
  const xAxis = {
    field: 'place',
    type: 'ordinal',
    sort: 'descending',
    title: text('place of the bit; it reads from right to left', '位；从右向左读'),
    axis: { labelAngle: 0, domain: false, ticks: false },
  };
  const yAxis = { field: 'row', sort: order, title: null, axis: { domain: false, ticks: false, minExtent: 56 } };
  return {
    kind: 'plot',
    name: 'addition',
    title: text('One addition, and what the units remember', '一次加法，以及各单元记住的内容'),
    caption: text(
      `Step ${step}: ${wrong === 0 ? 'every bit is right' : `${wrong} of ${bits} bits are wrong`}. Blue above zero, orange below: look for the row of the carry among the units.`,
      `第 ${step} 步：${wrong === 0 ? '每一位都正确' : `${bits} 位中有 ${wrong} 位错误`}。蓝色大于零，橙色小于零：在各单元中寻找与“进位”一致的一行。`,
    ),
    spec: {
      width: COLUMN * bits,
      height: ROW * rows.length,
      data: { values: rows.flat() },
      layer: [
        {
          mark: { type: 'rect', stroke: quietInk, strokeOpacity: 0.25, strokeWidth: 0.6 },
          encoding: {
            x: xAxis,
            y: yAxis,
            color: { condition: { test: 'datum.value < 0', value: classColor(1) }, value: classColor(0) },
            opacity: {
              field: 'opacity',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [0.02, 0.9] },
              legend: null,
            },
            tooltip: [
              { field: 'row', title: text('row', '行') },
              { field: 'place', title: text('bit', '位') },
              { field: 'value', title: text('value', '值'), format: '.3~f' },
            ],
          },
        },
        {
          transform: [{ filter: "datum.shown !== ''" }],
          mark: { type: 'text', fontSize: 13, fontWeight: 'bold', aria: false },
          encoding: {
            x: xAxis,
            y: yAxis,
            text: { field: 'shown' },
            color: { condition: { test: 'datum.value > 0.5', value: 'var(--card, #ffffff)' }, value: ink },
          },
        },
      ],
      transform: [{ calculate: 'abs(datum.value)', as: 'opacity' }],
    },
  };
}
