import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright-core';

/** The browser of the tests: CHROMIUM_PATH, else Debian's. `undefined` where there is none. */
export const chromiumPath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);

/**
 * Whether there is a browser to test in. Without one the tests of the page are left out, and said to be; where nobody would read that, they
 * fail.
 */
export function hasBrowser(path: string | undefined, ci: string | undefined, say: (message: string) => void): boolean {
  if (path) return true;
  const how = 'Set CHROMIUM_PATH to a Chromium to test the page in a browser.';
  if (ci === 'true') throw new Error(`No browser was found. ${how}`);
  say(`The page is not tested: no browser was found. ${how}`);
  return false;
}

export const launchOptions: LaunchOptions = {
  executablePath: chromiumPath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
