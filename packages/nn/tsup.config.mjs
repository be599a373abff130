import { libraryConfig } from '../../tooling/presets/tsup.mjs';

// Symbol.dispose is not in the library of ES2022 that many projects compile against
export default libraryConfig({ dts: { banner: '/// <reference lib="esnext.disposable" />' } });
