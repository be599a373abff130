import { tf } from '@ai/core';
import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { normal, zeros } from './inputs.js';

function recurrent(Layer: typeof nn.Rnn | typeof nn.Lstm | typeof nn.Gru, gates: number): ModuleCase[] {
  const { name } = Layer;
  const states = name === 'Lstm' ? 2 : 1;
  const layer = (l: string, inputs: number) => ({
    [`weight_ih_${l}`]: [gates * 3, inputs],
    [`weight_hh_${l}`]: [gates * 3, 3],
    [`bias_ih_${l}`]: [gates * 3],
    [`bias_hh_${l}`]: [gates * 3],
  });
  const refused = [zeros(2, 4), zeros(2, 4, 3), () => ({ x: tf.zeros([2, 4, 2]), lengths: [5, 1] })];
  return [
    {
      name,
      make: (random) => new Layer(2, 3, { random }),
      input: normal(2, 4, 2),
      state: layer('l0', 2),
      output: [[2, 4, 3], ...Array<number[]>(states).fill([1, 2, 3])],
      invalid: [...refused, () => ({ x: tf.zeros([2, 4, 2]), state: [tf.zeros([1, 2, 2])] })],
    },
    {
      name,
      make: (random) => new Layer(2, 3, { random, numLayers: 2, bidirectional: true, dropout: 0.5 }),
      input: (random) => ({ x: normal(2, 4, 2)(random), lengths: [4, 2] }),
      state: { ...layer('l0', 2), ...layer('l0_reverse', 2), ...layer('l1', 6), ...layer('l1_reverse', 6) },
      output: [[2, 4, 6], ...Array<number[]>(states).fill([4, 2, 3])],
      differsInTraining: true,
    },
  ];
}

export const recurrentCases: readonly ModuleCase[] = [
  {
    name: 'Lstm',
    make: (random) => new nn.Lstm(2, 3, { random, projectionSize: 2 }),
    input: normal(2, 4, 2),
    state: { weight_ih_l0: [12, 2], weight_hh_l0: [12, 2], bias_ih_l0: [12], bias_hh_l0: [12], weight_hr_l0: [2, 3] },
    output: [
      [2, 4, 2],
      [1, 2, 2],
      [1, 2, 3],
    ],
    invalid: [() => ({ x: tf.zeros([2, 4, 2]), state: [tf.zeros([1, 2, 3]), tf.zeros([1, 2, 3])] })],
  },
  ...[nn.RnnCell, nn.LstmCell, nn.GruCell].map((Cell, i): ModuleCase => {
    const rows = 3 * [1, 4, 3][i];
    return {
      name: Cell.name,
      make: (random) => new Cell(2, 3, { random }),
      input: normal(4, 2),
      state: { weight_ih: [rows, 2], weight_hh: [rows, 3], bias_ih: [rows], bias_hh: [rows] },
      output:
        i === 1
          ? [
              [4, 3],
              [4, 3],
            ]
          : [[4, 3]],
      invalid: [zeros(4, 3), zeros(1, 4, 2), () => ({ x: tf.zeros([4, 2]), state: [tf.zeros([1, 4, 3])] })],
    };
  }),
  ...recurrent(nn.Rnn, 1),
  ...recurrent(nn.Lstm, 4),
  ...recurrent(nn.Gru, 3),
];
