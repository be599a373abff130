import { text } from '../../text.js';

export const RACERS = {
  sgd: text('gradient descent', '梯度下降'),
  momentum: text('with momentum', '带动量'),
  adagrad: text('Adagrad', 'Adagrad'),
  rmsProp: text('RMSProp', 'RMSProp'),
  adam: text('Adam', 'Adam'),
};

export type Racer = keyof typeof RACERS;

export const NAMES = Object.keys(RACERS) as Racer[];

export interface Rates {
  readonly plainRate: number;
  readonly momentum: number;
  readonly adaptiveRate: number;
}

export const MAKER_CODE: Readonly<Record<Racer, (rates: Rates) => string>> = {
  sgd: ({ plainRate }) => `new Sgd(parameters, { learningRate: ${plainRate} })`,
  momentum: ({ plainRate, momentum }) => `new Sgd(parameters, { learningRate: ${plainRate}, momentum: ${momentum} })`,
  adagrad: ({ adaptiveRate }) => `new Adagrad(parameters, { learningRate: ${adaptiveRate} })`,
  rmsProp: ({ adaptiveRate }) => `new RmsProp(parameters, { learningRate: ${adaptiveRate} })`,
  adam: ({ adaptiveRate }) => `new Adam(parameters, { learningRate: ${adaptiveRate} })`,
};
