import { InvalidArgumentError, type Random } from '@ai/core';

/** How a module is called: to train or to infer, and where its random numbers come from. */
export interface ForwardContext {
  /** Dropout drops, batch normalization uses and updates the batch's statistics. @default false */
  readonly training?: boolean;
  /** Needed in training by layers that draw random numbers. */
  readonly random?: Random;
}

/** The context of a call that names none. */
export const INFERENCE: ForwardContext = Object.freeze({ training: false });

/** @throws InvalidArgumentError if the context brings no random numbers */
export function randomOf(context: ForwardContext, owner: string): Random {
  if (context.random) return context.random;
  throw new InvalidArgumentError('context.random', owner, 'be a Random in training mode', context.random);
}
