// What touches the file system: `import { ... } from '@ai/nn/node'`. The main entry holds no module of Node.js.
// Weights

// Checkpoints
export {
  type CheckpointingOptions,
  checkpointing,
  loadCheckpoint,
  saveCheckpoint,
} from './checkpoint/checkpoint.js';
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
