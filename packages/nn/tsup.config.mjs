import { libraryConfig } from '../../tooling/presets/tsup.mjs';

// Symbol.dispose is not in the library of ES2022 that many projects compile against
export default libraryConfig({
  entry: { 'data-worker': 'src/data/workers/data-worker.ts' }, // started by its file name
  dts: { banner: '/// <reference lib="esnext.disposable" />' },
});
