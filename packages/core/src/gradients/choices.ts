import { fill } from '@tensorflow/tfjs-core';
import { defineGradient, noGradient } from './define-gradient.js';

/**
 * Comparisons and logic change in jumps: nothing flows back through them. TensorFlow.js refuses a gradient that meets one, such as
 * that of where(greater(x, 0), x, y); only GreaterEqual has one there.
 */
for (const kernel of ['Equal', 'NotEqual', 'Greater', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr', 'LogicalXor']) {
  defineGradient(kernel, { inputs: ['a', 'b'] }, (_, [a, b]) => ({ a: noGradient(a), b: noGradient(b) }));
}

for (const kernel of ['LogicalNot', 'Any', 'All']) {
  defineGradient(kernel, { inputs: ['x'] }, (_, [x]) => ({ x: noGradient(x) }));
}

defineGradient('FloorDiv', { inputs: ['a', 'b'] }, (_, [a, b]) => ({ a: noGradient(a), b: noGradient(b) }));

/** Like floor division, truncation to integers and the test for zero are flat; TensorFlow.js lets the error through. */
defineGradient<{ dtype: string }>('Cast', { inputs: ['x'] }, (dy, [x], { dtype }) => ({
  x: () => (dtype === 'float32' || dtype === 'complex64' ? dy.clone() : fill(x.shape, 0)),
}));
