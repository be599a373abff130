import { engine } from '@tensorflow/tfjs-core';

// What the forward pass saves for gradients is freed when the gradients are there. TensorFlow.js forgets it where the function throws,
// or its gradient does.
const state = engine();
const computed = state.gradients;
state.gradients = function gradients(this: typeof state, ...given: Parameters<typeof computed>) {
  try {
    return computed.apply(this, given);
  } catch (error) {
    if (this.state.gradientDepth === 0) {
      for (const { saved } of this.state.activeTape ?? []) for (const tensor of saved ?? []) tensor.dispose();
      this.state.activeTape = [];
    }
    throw error;
  }
} as typeof computed;
