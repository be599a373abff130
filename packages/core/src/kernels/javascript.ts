import '@tensorflow/tfjs-backend-cpu';
import { registerEinsum } from './einsum.js';

// TensorFlow.js's JavaScript kernel fails where both operands have axes of their own that are summed ('ab,cd->ac').
registerEinsum('cpu');
