import { checkInteger, Got, InvalidArgumentError, type tf } from '@ai/core';

/** @throws InvalidArgumentError unless `x` has `rank` axes and, if given, that many channels in the last */
export function checkInput(x: tf.Tensor, rank: number | readonly number[], owner: string, channels?: number): void {
  const ranks = typeof rank === 'number' ? [rank] : rank;
  if (!ranks.includes(x.shape.length)) {
    throw new InvalidArgumentError('x', owner, `have ${ranks.join(' or ')} axes`, new Got(`shape [${x.shape}]`));
  }
  if (channels !== undefined && x.shape[x.shape.length - 1] !== channels) {
    throw new InvalidArgumentError(
      'x',
      owner,
      `have ${channels} channels in its last axis`,
      new Got(`shape [${x.shape}]`),
    );
  }
}

/** One number for every axis, or one per axis. */
export type Sizes = number | readonly number[];

/** The sizes of `count` axes. @throws InvalidArgumentError unless they are whole numbers >= `min` */
export function checkSizes(value: Sizes, count: number, argument: string, owner: string, min = 1): number[] {
  const sizes = typeof value === 'number' ? Array<number>(count).fill(value) : value;
  if (!Array.isArray(sizes) || sizes.length !== count) {
    throw new InvalidArgumentError(argument, owner, `be a number or an array of ${count}`, value);
  }
  return sizes.map((size) => checkInteger(size, argument, owner, { min }));
}
