import { expect } from 'vitest';
import { describePage, experimentIds, it, url } from './lab.js';
import { screenshot } from './screenshots.js';

describePage('the gallery', () => {
  it('is there at once, is searched, and speaks Chinese', async ({ open }) => {
    const page = await open('/');
    await page.waitForSelector('.card');
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    expect(paint).toBeLessThan(1000);
    const all = (await experimentIds()).length;
    expect(await page.locator('.card').count()).toBe(all);
    expect(await page.locator('.card img').count()).toBe(all);
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.card img')!.naturalWidth > 100);
    await page.screenshot({ path: screenshot('gallery'), fullPage: true });
    await page.getByTestId('search').fill('wine penalty');
    expect(await page.locator('.card').count()).toBe(1);
    expect(page.url()).toContain('q=wine');
    await page.getByTestId('search').fill('');
    await page.getByRole('button', { name: '中文' }).click();
    expect(page.url()).toContain('lang=zh');
    expect(await page.locator('h1').textContent()).toBe('看得见、摸得着的机器学习');
    expect(await page.locator('main').textContent()).not.toMatch(/Search|Linear models|Neighbours/);
  });

  it('weighs less than 300 kB before an experiment is opened', async ({ open }) => {
    const page = await open('about:blank');
    let bytes = 0;
    page.on('response', (response) => {
      if (/\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname))
        bytes += Number(response.headers()['content-length']);
    });
    await page.goto(url);
    await page.waitForSelector('.card');
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(300_000);
  });
});
