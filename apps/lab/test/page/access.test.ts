import { expect } from 'vitest';
import { describePage, it, untilDone } from './lab.js';
import { screenshot } from './screenshots.js';

describePage('the page', () => {
  it('is used with the keyboard alone', async ({ open }) => {
    const page = await open('/');
    await page.waitForSelector('.card');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    const outlines = new Set<string>();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      outlines.add(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle));
    }
    expect([...outlines]).toEqual(['solid']);
    await page.locator('a.card').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=status]');
    await untilDone(page);
    await page.locator('#control-prior').focus();
    const slider = page.locator('[data-control=tests] input[type=range]');
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => location.search.includes('tests=4'));
    // everything that can be operated has a name
    const nameless = await page.evaluate(() =>
      Array.from(document.querySelectorAll('button, a[href], input, select, textarea'))
        .filter((element) => {
          const input = element as HTMLInputElement;
          const named = element.getAttribute('aria-label') ?? element.textContent?.trim();
          return !named && !(input.labels && input.labels.length > 0);
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(nameless).toEqual([]);
  });

  it('fits a narrow screen and a dark one', async ({ open }) => {
    const page = await open('/experiments/gradient-descent', {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await untilDone(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 23, 26)');
    await page.screenshot({ path: screenshot('narrow-dark'), fullPage: true });
  });
});
