import { expect } from 'vitest';
import { describePage, it, marks, status, untilDone, values } from './lab.js';

describePage('a run', () => {
  it('pauses, steps, and is there again after a reload', async ({ open }) => {
    const page = await open('/experiments/k-means?shape=stretched');
    await page.getByTestId('step').click();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid=figure-clusters]')?.textContent?.includes('Step '),
    );
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-testid=status]')?.dataset['status'] === 'paused',
    );
    await page.reload();
    await page.waitForSelector('[data-testid=figure-clusters]');
    expect(await status(page)).toBe('paused');
    await page.locator('label.speed input').fill('2');
    await page.getByTestId('resume').click();
    await untilDone(page);
    expect(await values(page)).toHaveProperty('Converged', 'yes');
  });

  it('that goes on while its page is away is found running, and later finished', async ({ open }) => {
    const page = await open('/experiments/optimizers?steps=60');
    await page.getByTestId('run').click();
    await page.waitForSelector('[data-testid=figure-race]');
    const before = await page.evaluate(() => sessionStorage.getItem('lab-run-optimizers'));
    await page.goto(new URL('/', page.url()).href); // elsewhere, while it computes
    await page.waitForSelector('.card');
    await page.goBack();
    await untilDone(page);
    expect(await page.evaluate(() => sessionStorage.getItem('lab-run-optimizers'))).toBe(before);
    const found = await values(page);
    await page.reload();
    await untilDone(page);
    expect(await values(page)).toEqual(found);
    expect((await marks(page, 'race')).filter((label) => label.startsWith('optimizer: '))).toHaveLength(5);
    expect(await page.evaluate(() => sessionStorage.getItem('lab-run-optimizers'))).toBe(before); // no second run was started
  });

  it('stops when it is told to, and the next one starts', async ({ open }) => {
    const page = await open('/experiments/k-means');
    await page.locator('label.speed input').fill('0');
    await page.getByTestId('run').click();
    await page.waitForSelector('[data-testid=figure-clusters]');
    await page.getByTestId('stop').click();
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-testid=status]')?.dataset['status'] === 'stopped',
    );
    await page.locator('label.speed input').fill('2');
    await page.getByTestId('run').click();
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-testid=status]')?.dataset['status'] === 'done',
    );
  });

  it('belongs to its tab: several pages do not disturb one another', async ({ open }) => {
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map((numClusters) => open(`/experiments/gaussian-mixture?numComponents=${numClusters}`)),
    );
    for (const [i, page] of pages.entries()) {
      await untilDone(page);
      const means = (await marks(page, 'mixture')).filter((label) => label.startsWith('mean x: '));
      expect(means).toHaveLength(i + 1);
    }
  });
});
