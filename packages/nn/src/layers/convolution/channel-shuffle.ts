import { checkInteger, Got, InvalidArgumentError, tf } from '@ai/core';
import type { LayerAnalysis } from '../../module/analysis.js';
import { Module } from '../../module/module.js';

/**
 * Interleaves the channels of groups, so that the next grouped convolution sees all of them: (..., C) to (..., C)
 * (Zhang et al., ShuffleNet, 2018).
 *
 * @throws InvalidArgumentError unless the groups divide the channels
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { channelShuffle } from '@ai/nn';
 *
 * channelShuffle(tf.tensor2d([[0, 1, 2, 3]]), 2).print(); // [[0, 2, 1, 3]]
 * ```
 */
export function channelShuffle(x: tf.Tensor, groups: number): tf.Tensor {
  checkInteger(groups, 'groups', 'channelShuffle', { min: 1 });
  const channels = x.shape[x.shape.length - 1];
  if (channels % groups !== 0) {
    throw new InvalidArgumentError('groups', 'channelShuffle', `divide ${channels} channels`, new Got(`${groups}`));
  }
  return tf.tidy(() => tf.reshape(tf.transpose(tf.reshape(x, [-1, groups, channels / groups]), [0, 2, 1]), x.shape));
}

/**
 * {@link channelShuffle} as a module.
 *
 * @example
 * ```ts
 * import { tf } from '@ai/core';
 * import { ChannelShuffle } from '@ai/nn';
 *
 * new ChannelShuffle(2).forward(tf.tensor2d([[0, 1, 2, 3]])).print(); // [[0, 2, 1, 3]]
 * ```
 */
export class ChannelShuffle extends Module {
  constructor(readonly groups: number) {
    super();
    checkInteger(groups, 'groups', 'ChannelShuffle', { min: 1 });
  }

  override analysis(): LayerAnalysis {
    return { reads: 'own' };
  }

  forward(x: tf.Tensor): tf.Tensor {
    return channelShuffle(x, this.groups);
  }
}
