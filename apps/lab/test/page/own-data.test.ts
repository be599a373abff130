import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { code, describePage, it, number, runToEnd, untilDone, values } from './lab.js';

/** Gives the page a file, as the visitor's. */
function choose(page: Page, name: string, content: string): Promise<void> {
  return page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

function table(rows: number, row: (i: number) => string): string {
  return `a,b,class\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}`;
}

async function alertOf(page: Page): Promise<string> {
  await page.waitForSelector('[role=alert]');
  return (await page.locator('[role=alert]').allTextContents()).join(' ');
}

describePage('data of one’s own', () => {
  it('is a table: what is wrong with it is said, and its address works again', async ({ open }) => {
    const page = await open('/experiments/knn-iris');
    await untilDone(page);
    await choose(page, 'my.csv', 'a,b,class\n1,2,x\n3,oops,y\n');
    await page.locator('#control-upwards').waitFor();
    expect(await page.locator('#control-upwards option').allTextContents()).toEqual(['(second of numbers)', 'a']);
    expect(await alertOf(page)).toContain('my.csv: 2 columns of numbers needed, found 1.');
    await choose(
      page,
      'my.csv',
      table(30, (i) => `${i % 7},${i % 5},${i % 7 > 3 ? 'x' : 'y'}`),
    );
    await page.waitForFunction(() => document.querySelector('[role=alert]') === null);
    await untilDone(page);
    expect((await values(page))['Classes']).toBe('2');
    expect(new URL(page.url()).searchParams.get('data')).toMatch(/^my\.csv~[0-9a-f]{16}$/);
    expect(await code(page, 'code', 'my.csv')).toContain('readFileSync("my.csv"');
    expect(await code(page, 'command', '--data')).toBe('npm run lab -- run knn-iris --data my.csv');

    const restored = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await untilDone(restored);
    expect((await values(restored))['Classes']).toBe('2');
  });

  it.for([
    ['nothing', '', 'There is no row'],
    ['a header alone', 'a,b,class\n', 'at least one row of data is needed'],
    ['a ragged row', 'a,b,class\n1,2,x\n3\n', 'line 3'],
    ['an open quote', 'a,b,class\n1,2,"x\n', 'line'],
    ['twice the same column', 'a,a,class\n1,2,x\n', "two columns are named 'a'"],
    ['too many rows', table(2500, (i) => `${i},${i % 9},x`), '2000'],
    ['too many bytes', `a\n${'1234567.1234567\n'.repeat(30_000)}`, '400 kB'],
  ] as const)('is refused with a reason where it is %s', async ([, content, reason], { open }) => {
    const page = await open('/experiments/k-means', {}, /status of 400/);
    await choose(page, 'my.csv', content);
    if (reason === '2000') {
      await page.waitForFunction(() => location.search.includes('data=')); // a table of that size is kept, and refused by the run
      await page.getByTestId('run').click();
    }
    expect(await alertOf(page)).toContain(reason);
  });

  it('is a digit drawn with the pointer, answered by the finished run', async ({ open }) => {
    const page = await open('/experiments/knn-digits');
    const grid = await page.locator('.grid').boundingBox();
    const at = (column: number, row: number) =>
      [grid!.x + ((column + 0.5) / 8) * grid!.width, grid!.y + ((row + 0.5) / 8) * grid!.height] as const;
    await page.mouse.move(...at(3.5, 0));
    await page.mouse.down();
    await page.mouse.move(...at(3.5, 7), { steps: 20 });
    await page.mouse.up();
    await page.waitForFunction(() => location.search.includes('drawing='));
    await runToEnd(page, { instant: false });
    const answer = page.getByTestId('figure-your-digit');
    expect(await answer.locator('figcaption').textContent()).toContain('Your digit: a 1');
    // a finished run answers the pen without another run
    const seconds = await page.getByTestId('status').textContent();
    await page.locator('[data-control=drawing] button').click();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid=figure-your-digit]')?.textContent?.includes('A held-out digit'),
    );
    expect(await page.getByTestId('status').textContent()).toBe(seconds);
  });

  it('is points in the plane', async ({ open }) => {
    const points = '0.1,0.1,0;0.15,0.12,0;0.9,0.9,1;0.85,0.92,1;0.12,0.16,0;0.88,0.84,1';
    const page = await open(`/experiments/perceptron?points=${points}`);
    await untilDone(page);
    expect((await values(page))['A line was found']).toBe('yes');
    expect(number((await values(page))['Accuracy'])).toBe(1);
    expect(await code(page, 'code', 'points')).toContain('[-1.4, -1.52]');
  });

  it('brings what packages warn of', async ({ open }) => {
    const page = await open('/experiments/knn-iris');
    await untilDone(page);
    await choose(
      page,
      'rare.csv',
      table(12, (i) => `${i},${(i * 5) % 7},${i === 0 ? 'once' : 'often'}`),
    );
    const warnings = page.locator('.warnings');
    await warnings.waitFor();
    expect(await warnings.textContent()).toMatch(/Warnings \(1\).*rarest class/s);
  });
});
