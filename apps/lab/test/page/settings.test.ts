import { expect } from 'vitest';
import { change, code, describePage, it, marks, untilDone, url, values } from './lab.js';
import { screenshot } from './screenshots.js';

describePage('the settings', () => {
  it('are all in the address, which restores them, and go back to the defaults', async ({ open }) => {
    const page = await open('/experiments/gradient-descent');
    await untilDone(page);
    await change(page, 'surface', 'saddle');
    await change(page, 'momentum', 0.5);
    await page.getByLabel('Next seed').click();
    await page.waitForFunction(() => location.search === '?surface=saddle&momentum=0.5&seed=1');
    await untilDone(page, ['seed', 1]);

    const other = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await untilDone(other);
    expect(await other.locator('#control-surface').inputValue()).toBe('saddle');
    expect(await other.locator('#control-momentum').inputValue()).toBe('0.5');
    expect(await other.locator('#control-seed').inputValue()).toBe('1');
    expect(await values(other)).toEqual(await values(page));
    expect(await code(other, 'command', '--seed')).toBe(
      'npm run lab -- run gradient-descent --set surface=saddle --set momentum=0.5 --seed 1',
    );
    await other.getByTestId('reset').click();
    await other.waitForFunction(() => location.search === '');
  });

  it.for([
    'surface=nowhere&learningRate=1e99&steps=3.5&momentum=NaN&seed=-1',
    'surface=__proto__&learningRate=&steps=&seed=0x10000000000&constructor=1',
    `surface=${'x'.repeat(5000)}&steps=${'9'.repeat(400)}&startX=%00&startY=Infinity`,
    'surface=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&seed=%F0%9F%98%80',
  ])('that an address spoils are left at their defaults: %s', async (search, { open }) => {
    const page = await open(`/experiments/gradient-descent?${search}`);
    await untilDone(page);
    expect(await code(page, 'command', 'npm run lab')).toBe('npm run lab -- run gradient-descent');
    expect(await page.locator('#control-surface').inputValue()).toBe('valley');
    expect((await marks(page, 'path')).filter((label) => label.startsWith('step: '))).toHaveLength(41);
  });

  it('that are texts go round the address whole, whatever is in them', async ({ open }) => {
    const text = '<b>&amp;"\'\\ $x `ü 漢字 😀 = + # ? %41';
    const page = await open(`/experiments/text-entropy?text=${encodeURIComponent(text)}`);
    await untilDone(page);
    expect(await page.locator('#control-text').inputValue()).toBe(text);
    await change(page, 'context', '0');
    await page.waitForFunction(() => location.search.includes('context=0'));
    await untilDone(page, ['context', '0']);
    expect(new URL(page.url()).searchParams.get('text')).toBe(text);
  });

  it('keep a run beside the next, and draw both in another language', async ({ open }) => {
    const page = await open('/experiments/linear-paths');
    await untilDone(page);
    await page.getByTestId('keep').click();
    await change(page, 'penalty', 'ridge');
    await untilDone(page, ['penalty', 'ridge']);
    expect(await page.locator('[data-testid=figure-path]').count()).toBe(2);
    await page.getByRole('button', { name: '中文' }).click();
    await page.waitForFunction(() =>
      Array.from(document.querySelectorAll('[data-testid=figure-path]')).every((figure) =>
        figure.textContent!.includes('系数'),
      ),
    );
    await page.screenshot({ path: screenshot('compare-zh'), fullPage: true });
  });

  it('are taken from the picture', async ({ open }) => {
    const page = await open('/experiments/gradient-descent');
    await untilDone(page);
    const frame = await page.locator('[data-testid=figure-path] svg path.background').first().boundingBox();
    await page.mouse.click(frame!.x + 0.75 * frame!.width, frame!.y + 0.75 * frame!.height);
    await page.waitForFunction(() => location.search.includes('startX=1.5') && location.search.includes('startY=-1.5'));
    await page.waitForFunction(() =>
      document.querySelector('[data-testid=figure-path] [aria-label^="step: 0; x: 1.5; y: −1.5"]'),
    );
  });

  it('come with the documentation of what the experiment uses', async ({ open }) => {
    const page = await open('/experiments/k-means');
    await page.getByTestId('api-KMeans').click();
    const api = page.getByTestId('api');
    await api.locator('dl').waitFor();
    expect(await api.textContent()).toContain('numClusters');
    expect(await api.textContent()).toContain('packages/classic-ml/src/cluster/k-means.ts');
    await page.keyboard.press('Escape');
    await api.waitFor({ state: 'detached' });
    expect(page.url()).toBe(`${url}experiments/k-means`);
  });
});
