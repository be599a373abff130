import { join } from 'node:path';
import { appRoot } from '../../src/app-root.js';

/** Where the tests leave pictures of the page for people to look at. */
export const SCREENSHOTS = join(appRoot, 'runs', 'screenshots');

export function screenshot(name: string): string {
  return join(SCREENSHOTS, `${name}.png`);
}
