import { libraryConfig } from '../../tooling/presets/tsup.mjs';

// the module that worker threads are started with, beside index.js
export default libraryConfig({ entry: { worker: 'src/parallel/worker.ts' } });
