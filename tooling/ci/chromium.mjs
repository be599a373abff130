import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { command } from './command.mjs';
import { failure } from './tally.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of this machine: CHROMIUM_PATH, or the first known name on the PATH. */
function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** Installs Debian's Chromium unless there is one, and tells the tests where it is. */
export async function ensureChromium() {
  if (!findChromium()) {
    await command('apt-get', ['update', '-q']);
    await command('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const path = findChromium();
  if (!path) throw failure('Chromium is not installed, and apt-get did not bring it');
  process.env.CHROMIUM_PATH = path;
  console.log(path);
}
