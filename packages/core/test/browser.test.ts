import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineName } from '../src/index.js';
import { expectClose } from '../src/testing/index.js';
import type { PageResult } from './page.js';

const chromiumPath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path && existsSync(path));
if (!chromiumPath) {
  const how = 'Set CHROMIUM_PATH to a Chromium to test the package in a browser.';
  if (process.env['CI'] === 'true') throw new Error(`No browser was found. ${how}`);
  console.warn(`The package is not tested in a page: no browser was found. ${how}`);
}

const wasmFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

/** Bundles a module of this folder for a browser; fails if it reaches a module of Node.js. */
async function bundle(contents: string): Promise<{ code: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'built-package',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\.\/src\/index\.js$/ }, () => ({
            path: join(import.meta.dirname, '../dist/index.js'),
          })),
      },
    ],
  });
  return { code: outputFiles[0].text, metafile };
}

describe('a bundle for a browser', () => {
  it('cannot be made of modules of Node.js', async () => {
    await expect(bundle(`import 'node:fs';`)).rejects.toThrow('Could not resolve "node:fs"');
  });

  it.each(['index', 'linalg/index'])('of %s holds no module of Node.js and no engine', async (entry) => {
    const { metafile } = await bundle(`import * as core from '../dist/${entry}.js'; console.log(core);`);
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map((each) => each.path));
    expect(imports).toEqual([]);
    const inputs = Object.keys(metafile.inputs).filter((name) =>
      /onnxruntime|tfjs-node|tfjs-backend-(?!cpu)/.test(name),
    );
    expect(inputs).toEqual([]);
  });
});

/** A page in a browser of its own that runs page.ts with the backend modules given. */
interface OpenPage {
  readonly page: Page;
  /** Errors of the page, and what it wrote to the console as such. */
  readonly problems: string[];
  readonly train: (engine: EngineName | 'auto') => Promise<PageResult>;
  close(): Promise<void>;
}

async function openPage(backends: readonly string[], flags: readonly string[]): Promise<OpenPage> {
  const imports = backends.map((name) => `import '@tensorflow/tfjs-backend-${name}';`);
  const { code } = await bundle([...imports, `import './page.ts';`].join('\n'));
  const server = createServer((request, response) => answer(code, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--headless', '--no-sandbox', '--no-first-run', '--disable-background-networking', ...flags],
  });
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction('typeof train === "function"');
  return {
    page,
    problems,
    train: (engine) => page.evaluate<PageResult>(`train('${engine}')`),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

function answer(code: string, request: IncomingMessage, response: ServerResponse): void {
  const name = basename(request.url ?? '/');
  if (request.url === '/') {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
  } else if (name === 'page.js') {
    response.setHeader('content-type', 'text/javascript');
    response.end(code);
  } else if (existsSync(join(wasmFolder, name))) {
    response.setHeader('content-type', 'application/wasm');
    response.end(readFileSync(join(wasmFolder, name)));
  } else {
    response.statusCode = 404;
    response.end();
  }
}

describe.skipIf(!chromiumPath)('a page', () => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage(['wasm'], ['--disable-gpu']);
  });

  afterAll(() => open?.close());

  it('trains the same on wasm as on the JavaScript kernels, and tells the engine', async () => {
    const onWasm = await open.train('wasm');
    const onCpu = await open.train('cpu');
    expect(onWasm.info).toEqual({ name: 'wasm', version: '4.22.0' });
    expect(onCpu.info).toEqual({ name: 'cpu', version: '4.22.0' });
    expect(onWasm.losses[14]).toBeLessThan(0.5 * onWasm.losses[0]);
    expectClose(onWasm.losses, onCpu.losses, { relative: 1e-3, absolute: 1e-4 });
    expect([onWasm.leaked, onCpu.leaked]).toEqual([0, 0]);
  });

  it('chooses the best engine that was imported', async () => {
    expect((await open.train('auto')).info.name).toBe('wasm');
  });

  it('says of other engines why they cannot run', async () => {
    const refusal = (engine: EngineName) => open.page.evaluate<string>(`refusal('${engine}')`);
    expect(await refusal('onnx')).toMatch(/EngineUnavailableError: .*'onnx'.*runs in Node\.js only/);
    expect(await refusal('webgl')).toMatch(/EngineUnavailableError: .*tfjs-backend-webgl@4\.22\.0 and import it/);
    expect(open.problems).toEqual([]);
  });
});

/** What makes a browser draw in software, and how a page sees whether it does. */
const GRAPHICS = {
  webgl: {
    flags: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
    adapter: `Boolean(document.createElement('canvas').getContext('webgl2'))`,
  },
  webgpu: {
    flags: [
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
      '--enable-features=Vulkan',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
    adapter: `navigator.gpu?.requestAdapter().then(Boolean) ?? false`,
  },
} as const;

describe.skipIf(!chromiumPath).each(['webgl', 'webgpu'] as const)('a page on %s', (engine) => {
  let open: OpenPage;
  let hasAdapter = false;

  beforeAll(async () => {
    open = await openPage([engine], GRAPHICS[engine].flags);
    hasAdapter = await open.page.evaluate<boolean>(GRAPHICS[engine].adapter);
    if (!hasAdapter) console.warn(`The package is not tested on ${engine}: this browser has no adapter for it.`);
  });

  afterAll(() => open?.close());

  it('trains as on the JavaScript kernels', async ({ skip }) => {
    if (!hasAdapter) skip(`no ${engine} adapter`);
    const onGraphics = await open.train('auto');
    const onCpu = await open.train('cpu');
    expect(onGraphics.info).toEqual({ name: engine, version: '4.22.0' });
    expect(onGraphics.losses[14]).toBeLessThan(0.5 * onGraphics.losses[0]);
    expectClose(onGraphics.losses, onCpu.losses, { relative: 2e-3, absolute: 1e-3 });
    expect([onGraphics.leaked, onCpu.leaked]).toEqual([0, 0]);
    expect(open.problems).toEqual([]);
  });
});
