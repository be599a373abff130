/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js" />
// TensorFlow.js as every package of this project sees it: the ops and types, with all gradients and chained operations registered.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '../engines/select.js';
import '../gradients/index.js';

export * as tf from './tensorflow.js';
