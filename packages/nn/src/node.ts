// What touches the file system: `import { ... } from '@ai/nn/node'`. The main entry holds no module of Node.js.
// Weights

// Checkpoints
export {
  type CheckpointingOptions,
  checkpointing,
  loadCheckpoint,
  saveCheckpoint,
} from './checkpoint/checkpoint.js';
export { loadSafetensors, readSafetensors, saveSafetensors, writeFileAtomic } from './weights/files.js';
