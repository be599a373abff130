// The rules of axe for people who use a keyboard, a screen reader or their own colours, in both themes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'vitest';
import { words } from '../../src/web/words.js';
import { describePage, it, untilDone } from './lab.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Between them every kind of control and figure. */
const PAGES = ['', 'experiments/tree-boundary', 'experiments/knn-digits', 'experiments/text-entropy'];

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

describePage('the page by the rules of axe', () => {
  it.for(PAGES)('/%s', async (path, { open }) => {
    const page = await open(`/${path}`, { reducedMotion: 'reduce' }); // colours change at once
    await page.waitForSelector('.card, [data-testid=run]');
    if (path) {
      if ((await page.getByTestId('status').getAttribute('data-status')) === 'idle')
        await page.getByTestId('run').click();
      await untilDone(page);
    }
    await page.evaluate(AXE); // the page lets in no script but its own
    for (const theme of ['light', 'dark']) {
      if (theme === 'dark') await page.getByRole('button', { name: words.en.theme }).click();
      expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run());
      const found = violations.map(({ id, nodes }) => `${theme}: ${id}: ${nodes[0].html.slice(0, 200)}`);
      expect(found).toEqual([]);
    }
  });

  it('tries out what it suggests, says what to look for, and leads on to the next experiment', async ({ open }) => {
    const page = await open('/experiments/gradient-descent');
    await untilDone(page);
    await page.getByTestId('try-1').click();
    await untilDone(page, ['learningRate', 0.34]);
    expect(new URL(page.url()).search).toBe('?learningRate=0.34');
    expect(await page.getByTestId('try-1').getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByTestId('try-look').textContent()).toContain('leaves the map');
    await page.getByTestId('reset').click();
    await untilDone(page, ['learningRate', 0.3]);
    expect(await page.locator('.tries [aria-pressed=true]').count()).toBe(0);
    await page.getByTestId('next').click();
    await page.waitForFunction(() => location.pathname.endsWith('/linear-paths'));
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  it('draws a decision tree with its questions and counts its points', async ({ open }) => {
    const page = await open('/experiments/tree-boundary');
    await untilDone(page);
    const labels = await page
      .locator('[data-testid=figure-tree] svg [aria-roledescription]')
      .evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
    const points = labels
      .filter((label) => label.startsWith('question: answer'))
      .map((label) => Number(label.match(/training points: (\d+)/)![1]));
    expect(points.reduce((sum, count) => sum + count, 0)).toBe(160);
    expect(labels.filter((label) => /^question: [xy] ≤ /.test(label))).toHaveLength(points.length - 1);
  });
});
