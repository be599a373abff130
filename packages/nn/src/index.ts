// Arrays
export { fromTensor, type NdArray, type NdData, ndArray, toTensor, transposeArray } from './array/nd-array.js';
// Modules
export { type ForwardContext, INFERENCE } from './module/context.js';
export type { Layout } from './module/layout.js';
export type { LoadOptions, LoadReport } from './module/load-report.js';
export { type AnyModule, Module, type StateDict } from './module/module.js';
export { buffer, parameter } from './module/parameter.js';
export { type AxisReads, type LayerAnalysis, windowReads } from './module/analysis.js';
export type { ReceptiveField } from './summary/receptive-field.js';
export {
  type Summary,
  type SummaryInput,
  type SummaryOptions,
  type SummaryRow,
  summary,
} from './summary/summary.js';
// Initial values
export {
  constant,
  fanInUniform,
  fans,
  gain,
  type Initializer,
  type KaimingOptions,
  kaimingNormal,
  kaimingUniform,
  type Nonlinearity,
  normal,
  ones,
  truncatedNormal,
  uniform,
  xavierNormal,
  xavierUniform,
  zeros,
} from './init/initializers.js';
export { orthogonal } from './init/orthogonal.js';
// Layers
export { Linear, type LinearOptions, linear } from './layers/linear/linear.js';
export type { ConvolutionOptions } from './layers/convolution/convolution-options.js';
export { ChannelShuffle, channelShuffle } from './layers/convolution/channel-shuffle.js';
export { Conv1d } from './layers/convolution/conv1d.js';
export { Conv2d } from './layers/convolution/conv2d.js';
export { Conv3d } from './layers/convolution/conv3d.js';
export {
  ConvTranspose1d,
  ConvTranspose2d,
  ConvTranspose3d,
  type ConvTransposeOptions,
} from './layers/convolution/conv-transpose.js';
export { Pad, type PadOptions } from './layers/convolution/pad.js';
export { Fold, Unfold, type UnfoldOptions } from './layers/convolution/unfold.js';
export type { Edges, Padding, PaddingMode } from './layers/convolution/padding.js';
export { AvgPool1d, AvgPool2d, AvgPool3d, type AvgPoolOptions } from './layers/pooling/avg-pool.js';
export { LpPool1d, LpPool2d } from './layers/pooling/lp-pool.js';
export {
  MaxPool1d,
  MaxPool2d,
  MaxPool3d,
  type MaxPoolOptions,
  type MaxPoolResult,
} from './layers/pooling/max-pool.js';
export {
  MaxUnpool1d,
  MaxUnpool2d,
  MaxUnpool3d,
  type MaxUnpoolInput,
  type MaxUnpoolOptions,
} from './layers/pooling/max-unpool.js';
export type { PoolOptions } from './layers/pooling/pool.js';
export {
  AdaptiveAvgPool1d,
  AdaptiveAvgPool2d,
  AdaptiveAvgPool3d,
  AdaptiveMaxPool1d,
  AdaptiveMaxPool2d,
  AdaptiveMaxPool3d,
} from './layers/pooling/adaptive-pool.js';
export { GlobalAvgPool, GlobalMaxPool } from './layers/pooling/global-pool.js';
export { SpatialPyramidPool } from './layers/pooling/spatial-pyramid-pool.js';
export { BatchNorm1d, BatchNorm2d, BatchNorm3d, type BatchNormOptions } from './layers/normalization/batch-norm.js';
export { GroupNorm, type GroupNormOptions } from './layers/normalization/group-norm.js';
export { InstanceNorm, type InstanceNormOptions } from './layers/normalization/instance-norm.js';
export { LayerNorm, type LayerNormOptions, RmsNorm } from './layers/normalization/layer-norm.js';
export { LocalResponseNorm, type LocalResponseNormOptions } from './layers/normalization/local-response-norm.js';
export { SpectralNorm, type SpectralNormOptions } from './layers/normalization/spectral-norm.js';
export { WeightNorm } from './layers/normalization/weight-norm.js';
export { Bilinear } from './layers/linear/bilinear.js';
export { Embedding, type EmbeddingOptions } from './layers/linear/embedding.js';
export { EmbeddingBag, type EmbeddingBagInput, type EmbeddingBagOptions } from './layers/linear/embedding-bag.js';
export { AttentionCache } from './layers/attention/attention-cache.js';
export {
  type AttentionInput,
  MultiHeadAttention,
  type MultiHeadAttentionOptions,
} from './layers/attention/multi-head-attention.js';
export {
  TransformerDecoderLayer,
  type TransformerDecoderLayerInput,
} from './layers/transformer/transformer-decoder-layer.js';
export {
  TransformerEncoderLayer,
  type TransformerEncoderLayerInput,
} from './layers/transformer/transformer-encoder-layer.js';
export type { TransformerLayerOptions } from './layers/transformer/transformer-layer.js';
export {
  TransformerDecoder,
  type TransformerDecoderInput,
  TransformerEncoder,
  type TransformerEncoderInput,
} from './layers/transformer/transformer-stacks.js';
export { type CellInput, type CellOptions, GruCell, LstmCell, RnnCell } from './layers/recurrent/cells.js';
export { Gru } from './layers/recurrent/gru.js';
export { Lstm, type LstmOptions } from './layers/recurrent/lstm.js';
export type { RecurrentInput, RecurrentOptions, RecurrentOutput } from './layers/recurrent/recurrent.js';
export { Rnn, type RnnOptions } from './layers/recurrent/rnn.js';
export { PixelShuffle, PixelUnshuffle } from './layers/resampling/pixel-shuffle.js';
export type { Interpolation } from './layers/resampling/interpolation.js';
export {
  ResizeConv2d,
  type ResizeConv2dOptions,
  resize,
  Upsample,
  type UpsampleOptions,
} from './layers/resampling/upsample.js';
export { ModuleList } from './layers/container/module-list.js';
export { AlphaDropout, ChannelDropout, DropPath, Dropout } from './layers/regularization/dropout.js';
export { Flatten, type FlattenOptions } from './layers/container/flatten.js';
export { Unflatten } from './layers/container/unflatten.js';
export { Identity, Residual, Sequential } from './layers/container/containers.js';
// Activations
export { relu, relu6, leakyRelu, elu, celu, selu, softplus } from './layers/activation/rectifiers.js';
export { step, sigmoid, logSigmoid, hardSigmoid, tanh, hardTanh, softsign } from './layers/activation/sigmoids.js';
export { gelu, silu, mish, hardSwish, glu } from './layers/activation/gates.js';
export { hardShrink, softShrink, tanhShrink } from './layers/activation/shrinkage.js';
export { softmax, logSoftmax } from './layers/activation/softmax.js';
export {
  Celu,
  Elu,
  Gelu,
  Glu,
  HardShrink,
  HardSigmoid,
  HardSwish,
  HardTanh,
  LeakyRelu,
  LogSigmoid,
  LogSoftmax,
  Mish,
  PRelu,
  Relu,
  Relu6,
  Selu,
  Sigmoid,
  Silu,
  Softmax,
  Softplus,
  SoftShrink,
  Softsign,
  Step,
  Tanh,
  TanhShrink,
} from './layers/activation/modules.js';
export { prelu } from './layers/activation/prelu.js';
// Losses
export {
  type BceOptions,
  bceLoss,
  bceWithLogitsLoss,
  type DiceOptions,
  diceLoss,
  type FocalOptions,
  focalLoss,
  type HingeOptions,
  hingeLoss,
  type KlDivergenceOptions,
  klDivergenceLoss,
} from './losses/classification.js';
export { type CtcOptions, ctcLoss } from './losses/ctc.js';
export {
  type ArcFaceOptions,
  arcFaceLoss,
  contrastiveLoss,
  type MarginOptions,
  type MinedTripletOptions,
  minedTripletLoss,
  ntXentLoss,
  type TripletOptions,
  tripletLoss,
} from './losses/metric-learning.js';
export { type PerceptualOptions, perceptualLoss } from './losses/perceptual.js';
export { type CrossEntropyOptions, crossEntropy, nllLoss } from './losses/cross-entropy.js';
export type { LossOptions, Reduction } from './losses/reduction.js';
export {
  cosineEmbeddingLoss,
  hingeEmbeddingLoss,
  marginRankingLoss,
  type MultiMarginOptions,
  multiLabelMarginLoss,
  multiLabelSoftMarginLoss,
  multiMarginLoss,
  type RankingOptions,
  softMarginLoss,
} from './losses/margin.js';
export {
  type GaussianNllOptions,
  gaussianNllLoss,
  type HuberOptions,
  huberLoss,
  maeLoss,
  mseLoss,
  type PoissonNllOptions,
  poissonNllLoss,
  smoothL1Loss,
} from './losses/regression.js';
// Optimizers
export { Adagrad, type AdagradOptions } from './optim/adagrad.js';
export { Ema } from './optim/ema.js';
export { Lamb, type LambOptions } from './optim/lamb.js';
export { type PlateauOptions, reduceOnPlateau } from './optim/reduce-on-plateau.js';
export { RmsProp, type RmsPropOptions } from './optim/rms-prop.js';
export { Sgd, type SgdOptions } from './optim/sgd.js';
export { Adam, type AdamOptions, AdamW } from './optim/adam.js';
export { clipGradientNorm, clipGradientValue, gradientNorm } from './optim/clip.js';
export {
  type Gradients,
  Optimizer,
  type OptimizerOptions,
  type OptimizerState,
  type ParameterGroup,
  type Trainables,
} from './optim/optimizer.js';
export {
  cosineDecay,
  exponentialDecay,
  linearDecay,
  multiStepDecay,
  type OneCycleOptions,
  oneCycle,
  type Schedule,
  sequentialSchedule,
  stepDecay,
  warmUp,
} from './optim/schedules.js';
// Data
export { stackSamples } from './data/collate.js';
export { ConcatDataset } from './data/concat-dataset.js';
export { DataLoader, type DataLoaderOptions } from './data/data-loader.js';
export {
  ArrayDataset,
  type Batch,
  type BatchRequest,
  type Dataset,
  MappedDataset,
  type Sample,
  Subset,
} from './data/dataset.js';
export { IterableDataset, type IterableDatasetOptions, type Pass } from './data/iterable-dataset.js';
export { type Collate, SampleError } from './data/load-batch.js';
export { randomSplit } from './data/random-split.js';
export { type Sampler, WeightedRandomSampler, type WeightedRandomSamplerOptions } from './data/samplers.js';
// Readers
export { type Cifar10, type Cifar100, parseCifar10, parseCifar100 } from './data/readers/cifar.js';
export { parseCsv } from './data/readers/csv.js';
export type { CsvColumnChoice, CsvColumnKind, CsvOptions } from './data/readers/csv-options.js';
export type { CsvHeader, CsvRow } from './data/readers/csv-rows.js';
export type { CsvLabels, CsvTable } from './data/readers/csv-table.js';
export { parseIdx } from './data/readers/idx.js';
export { decodeImage, type ImageOptions, imageSize } from './data/readers/image.js';
export { type LinesOptions, parseLines } from './data/readers/text-lines.js';
export type { Chunks } from './data/readers/utf8.js';
// Training
export { DivergenceError } from './train/divergence-error.js';
export { type EarlyStoppingOptions, earlyStopping } from './train/early-stopping.js';
export type { Measured } from './train/evaluate.js';
export type {
  Callback,
  EventBody,
  Outcome,
  Progress,
  Scalars,
  StatefulCallback,
  StepReport,
  TrainingEvent,
} from './train/events.js';
export type { MonitorOptions } from './train/monitor.js';
export {
  type Evaluation,
  type StepContext,
  type SupervisedOptions,
  supervised,
  type TrainingProgram,
} from './train/program.js';
export { Trainer } from './train/trainer.js';
export type { AnyMetric, EpochRecord, TrainerOptions, TrainerState, TrainingResult } from './train/trainer-options.js';
export { type ProgressBarOptions, progressBar, type TextSink } from './logging/progress-bar.js';
// Weights
export type { SafetensorsDtype } from './weights/dtypes.js';
export {
  parseSafetensors,
  type SafetensorsContent,
  type SafetensorsOptions,
  serializeSafetensors,
} from './weights/safetensors.js';
