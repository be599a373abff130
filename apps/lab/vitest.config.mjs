import { defineConfig } from 'vitest/config';
import shared from '../../tooling/presets/vitest.mjs';

/** The tests of the page share a browser and a server (test/page/setup.ts); the others start without them. */
export default defineConfig(async () => {
  const { test, ...config } = await shared();
  const { include: _, ...common } = test; // a project would add to it, not replace it
  const projects = [
    {
      extends: true,
      test: { name: 'page', include: ['test/page/*.test.ts'], globalSetup: 'test/page/setup.ts', maxConcurrency: 2 },
    },
    { extends: true, test: { name: 'lab', include: ['test/*.test.ts'] } },
  ];
  return { ...config, test: { ...common, projects } };
});
