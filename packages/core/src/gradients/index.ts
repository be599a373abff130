// Gradients that TensorFlow.js lacks or gets wrong, registered for all engines.
import './absolute.js';
import './broadcasting.js';
import './choices.js';
import './convolution.js';
import './crop-and-resize.js';
import './einsum.js';
import './indexing.js';
import './matmul.js';
import './padding.js';
import './pooling.js';
import './product.js';
import './reduction.js';
import './repetition.js';
import './rotate.js';
import './scan.js';
import './slicing.js';
import './transform.js';
