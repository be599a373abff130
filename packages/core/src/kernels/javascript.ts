import '@tensorflow/tfjs-backend-cpu';
import { registerEinsum } from './einsum.js';
import { registerMaxPool3dGradient } from './max-pool-gradient.js';
import { repairKernels, repairTransform } from './repairs.js';
import { registerResizeGradients } from './resize-gradients.js';

// What TensorFlow.js's JavaScript kernels get wrong. The onnx engine falls back to them, so this comes before it takes them over.
registerEinsum('cpu'); // theirs fails where both operands have axes of their own that are summed ('ab,cd->ac')
registerMaxPool3dGradient('cpu');
registerResizeGradients('cpu');
repairKernels('cpu');
repairTransform();
