// One browser and one server, the built one as `npm start` runs it, for all tests of the page.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { built } from '../built.js';
import { chromiumPath, hasBrowser, launchOptions } from './chromium.js';
import { SCREENSHOTS } from './screenshots.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `undefined` where there is no browser to test in. */
    lab: { readonly url: string; readonly browser: string } | undefined;
  }
}

export default async function setup({ provide }: TestProject) {
  if (!hasBrowser(chromiumPath, process.env['CI'], console.warn)) return provide('lab', undefined);
  built('web/index.html');
  mkdirSync(SCREENSHOTS, { recursive: true });
  const server = fork(built('server/main.js'), ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [greeting] = await once(server.stdout!, 'data');
  const browser = await chromium.launchServer(launchOptions);
  provide('lab', { url: String(greeting).match(/http:\S+/)![0], browser: browser.wsEndpoint() });
  return async () => {
    await browser.close();
    server.kill();
  };
}
