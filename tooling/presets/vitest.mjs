// The vitest configuration every package shares: `export { default } from '@ai/tooling/presets/vitest.mjs'`.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { bundleRegistrations, REGISTRATIONS } from './tfjs-registrations.mjs';
import { workerEntries } from './worker-entries.mjs';
import { root, sourceAliases } from './workspace.mjs';

async function registrationAliases() {
  const replacement = await bundleRegistrations(join(root, 'node_modules', '.cache', 'tfjs-registrations.mjs'));
  return REGISTRATIONS.map((find) => ({ find, replacement }));
}

async function sharedConfig() {
  const alias = [...(await registrationAliases()), ...sourceAliases()];
  return {
    plugins: [workerEntries(alias)],
    resolve: { alias },
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      pool: 'forks',
      maxWorkers: 2,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      reporters: ['default', ['json', { outputFile: '.turbo/test-report.json' }]], // summed by tooling/ci/reports.mjs
    },
  };
}

export default defineConfig(sharedConfig);
