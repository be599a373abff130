import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { appRoot } from '../../src/app-root.js';
import { describePage, it } from './lab.js';

/** `npm run docs` makes it; test/static-files.test.ts proves what it needs where it was not made. */
const built = existsSync(join(appRoot, '..', '..', 'docs', 'api', 'index.html'));

describePage('the reference', () => {
  it.skipIf(!built).for(['', 'modules/_ai_classic-ml.html', 'classes/_ai_classic-ml.KMeans.html'])(
    'opens /reference/%s without an error, and its script has run',
    async (path, { open }) => {
      const page = await open(`/reference/${path}`);
      expect(await page.locator('h1').first().textContent()).not.toBe('');
      await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'os');
      expect(await page.evaluate(() => getComputedStyle(document.body).display)).not.toBe('none');
    },
  );
});
