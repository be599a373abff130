// What touches the file system: `import { ... } from '@ai/nn/node'`. The main entry holds no module of Node.js.
// Checkpoints
export { type Checkpoint, loadCheckpoint, readCheckpoint, saveCheckpoint } from './checkpoint/checkpoint.js';
export { type CheckpointingOptions, checkpointing } from './checkpoint/checkpointing.js';
// Readers
export { type ImageFile, ImageFolder } from './data/readers/image-folder.js';
export { type CifarPart, readCifar10, readCifar100 } from './data/readers/read-cifar.js';
export { readCsv, readCsvRows } from './data/readers/read-csv.js';
export { readIdx } from './data/readers/read-idx.js';
export { readImage } from './data/readers/read-image.js';
export { readLines } from './data/readers/read-lines.js';
// Data sets in worker threads
export type { DatasetMaker, WorkerSource } from './data/workers/open-workers.js';
export { WorkerDataset } from './data/workers/worker-dataset.js';
export { WorkerIterableDataset } from './data/workers/worker-iterable-dataset.js';
// Logs
export { type CsvLogOptions, csvLog } from './logging/csv-log.js';
export type { Hyperparameters } from './logging/tensorboard/hyperparameters-proto.js';
export { type TensorBoardLogOptions, tensorBoardLog } from './logging/tensorboard/tensorboard-log.js';
export { TensorBoardWriter, type TensorBoardWriterOptions } from './logging/tensorboard/tensorboard-writer.js';
// Weights
export {
  type LoadSafetensorsOptions,
  loadSafetensors,
  openSafetensors,
  readSafetensors,
  saveSafetensors,
} from './weights/files.js';
export type { TensorInfo } from './weights/safetensors-header.js';
export type { TensorSource } from './weights/tensor-source.js';
export { writeFileAtomic } from './weights/write-file-atomic.js';
