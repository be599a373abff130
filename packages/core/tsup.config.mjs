import { join } from 'node:path';
import { bundleRegistrations, REGISTRATIONS } from '../../tooling/presets/tfjs-registrations.mjs';
import { libraryConfig } from '../../tooling/presets/tsup.mjs';
import { root } from '../../tooling/presets/workspace.mjs';

const bundle = await bundleRegistrations(join(root, 'node_modules', '.cache', 'tfjs-registrations.mjs'));

export default libraryConfig({
  // the declarations of chained operations (x.square()) are a side effect of a module, which a bundle of declarations drops
  dts: {
    banner: `/// <reference types="${REGISTRATIONS[1]}.js" />`,
    compilerOptions: { moduleSuffixes: ['.types', ''] },
  },
  options: {
    noExternal: REGISTRATIONS,
    esbuildOptions(options) {
      options.alias = Object.fromEntries(REGISTRATIONS.map((name) => [name, bundle]));
    },
  },
});
