import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    'cli/main': 'src/cli/main.ts',
    'server/main': 'src/server/main.ts',
    'runner/process': 'src/runner/process.ts',
    'render/worker': 'src/render/worker.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'node',
  splitting: true,
  sourcemap: true,
  clean: ['!web/**'], // the page is built by Vite into dist/web just before
});
