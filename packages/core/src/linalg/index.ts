// Dense linear algebra in float64 on `DenseMatrix`.
export { type CenteredGram, type CenteredGramOptions, centeredGram } from './centered-gram.js';
export { gram } from './gram.js';
export { type MultiplyOptions, multiply } from './multiply.js';
export { type Nearest, NearestPoints, nearest } from './nearest.js';
export { NearestCenter } from './nearest-center.js';
export { NearestHeaps } from './nearest-heaps.js';
export { type SoftmaxLoss, type SoftmaxLossValue, softmaxLossNative } from './softmax-loss.js';
export { squaredDistance, squaredDistances } from './squared-distances.js';
