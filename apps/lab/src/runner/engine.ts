import { tf } from '@ai/core';

/** The tensor engine in use, in words. */
export function engineName(): string {
  return tf.getBackend() || 'none yet';
}
