// TensorFlow.js's own test suite (published inside @tensorflow/tfjs-core), bundled to run against an engine of @ai/core.
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../presets/workspace.mjs';

const core = join(root, 'node_modules', '@tensorflow', 'tfjs-core', 'dist');

/** The entry of the bundle: jasmine_util must know the backend before the test files register their specs. */
const entry = (tests) => `
  import '${core}/register_all_gradients.js';
  import '${core}/public/chained_ops/register_all_chained_ops.js';
  import '${join(root, 'packages', 'core', 'src', 'index.ts')}';
  import { setTestEnvs, setupTestFilters } from '${core}/jasmine_util.js';
  const backendName = process.env.CONFORMANCE_BACKEND;
  setTestEnvs([{ name: backendName, backendName, isDataSync: true }]);
  setupTestFilters([], (name) => !new RegExp(process.env.CONFORMANCE_SKIP || '(?!)').test(name));
  ${tests.map((test) => `require('${join(core, test)}');`).join('\n')}
`;

/** Bundles the given files of the suite into `outfile`. */
export async function bundleSuite(outfile, tests = ['tests.js']) {
  await build({
    stdin: { contents: entry(tests), resolveDir: root, loader: 'js' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    ignoreAnnotations: true, // the package calls its own test files free of side effects, which would drop them
    define: { 'import.meta.url': JSON.stringify(`file://${join(root, 'packages', 'core', 'src', 'index.ts')}`) },
    external: ['jasmine', 'jasmine-core'],
    logLevel: 'error',
  });
  return outfile;
}
