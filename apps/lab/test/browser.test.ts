import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRoot } from '../src/app-root.js';
import { experiments } from '../src/experiments/index.js';
import { type LabServer, startServer } from '../src/server/app.js';
import { built } from './built.js';
import { chromiumPath, hasBrowser, launch } from './chromium.js';

const testable = hasBrowser(chromiumPath, process.env['CI'], console.warn);

const SCREENSHOTS = join(appRoot, 'runs', 'screenshots');
const RUN_MS = 120_000;

let server: LabServer;
let browser: Browser;
const problems: string[] = [];

async function open(path: string, settings: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, locale: 'en-GB', ...settings });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`${path}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      problems.push(`${path} asked ${request.url()}`);
  });
  await page.goto(new URL(path, server.url).href);
  return page;
}

async function runToEnd(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=status]');
  await page.waitForTimeout(400); // an instant experiment starts by itself
  if ((await status(page)) === 'idle') {
    await page.locator('label.speed input').fill('2');
    await page.getByTestId('run').click();
  }
  await untilDone(page);
}

async function untilDone(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      ['done', 'failed', 'stopped', 'lost'].includes(
        document.querySelector<HTMLElement>('[data-testid=status]')?.dataset['status'] ?? '',
      ),
    null,
    { timeout: RUN_MS },
  );
  expect(await status(page), (await page.locator('.bar').textContent()) ?? '').toBe('done');
}

function status(page: Page): Promise<string | null> {
  return page.getByTestId('status').getAttribute('data-status');
}

/** The numbers over the figures, by label. */
async function values(page: Page): Promise<Record<string, string>> {
  const rows = await page
    .locator('[data-testid=values] > div')
    .evaluateAll((divs) =>
      divs.map((div) => [div.querySelector('dt')!.textContent!, div.querySelector('dd')!.textContent!]),
    );
  return Object.fromEntries(rows);
}

function number(value: string): number {
  return Number(value.replace('−', '-'));
}

/** The labels of a plot's marks: what hovering shows. */
function marks(page: Page, figure: string): Promise<string[]> {
  return page
    .locator(`[data-testid=figure-${figure}] svg [aria-roledescription]`)
    .evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
}

/** What each experiment's main figure must show with its default settings. */
const checks: Record<string, (page: Page) => Promise<void>> = {
  coin: async (page) => {
    const now = await values(page);
    expect(number(now['Heads']) + number(now['Tails'])).toBe(60);
    // Beta(2 + heads, 2 + tails): the posterior's mean
    expect(number(now['Posterior mean'])).toBeCloseTo((2 + number(now['Heads'])) / 64, 3);
    const curves = (await marks(page, 'belief')).filter((label) => label.includes('line: posterior'));
    expect(curves).toHaveLength(201);
  },
  'gaussian-mle': async (page) => {
    const estimate = (await marks(page, 'surface')).find((label) => label.startsWith('samples: 40; '))!;
    const now = await values(page);
    expect(estimate).toContain(`mean: ${now['Estimated mean']}; deviation: ${now['Estimated deviation']}`);
    expect(Math.abs(number(now['Estimated mean']) - 0.5)).toBeLessThan(0.8);
    expect(await page.locator('[data-testid=figure-surface] image').count()).toBe(1);
  },
  correlation: async (page) => {
    expect((await marks(page, 'cloud')).filter((label) => label.startsWith('class: '))).toHaveLength(200);
    expect(number((await values(page))['Pearson'])).toBeGreaterThan(0.6);
  },
  divergence: async (page) => {
    const now = await values(page);
    expect(number(now['H(P, Q)']) - number(now['H(P) over 400 cells'])).toBeCloseTo(number(now['D(P‖Q)']), 2);
    expect(number(now['Jensen-Shannon'])).toBeLessThan(1);
    expect((await marks(page, 'densities')).length).toBeGreaterThan(500);
  },
  'mlp-boundary': async (page) => {
    expect((await marks(page, 'boundary')).filter((label) => label.startsWith('class: '))).toHaveLength(240);
    expect(number((await values(page))['Held out'])).toBeGreaterThan(0.9);
    const neurons = await marks(page, 'network');
    expect(neurons.filter((label) => /^[12]\.[1-8]$/.test(label))).toHaveLength(16);
    expect(neurons.filter((label) => label.includes(' → '))).toHaveLength(2 * 8 + 8 * 8 + 8 * 2);
  },
  perceptron: async (page) => {
    expect((await marks(page, 'line')).filter((label) => label.startsWith('class: '))).toHaveLength(120);
    const now = await values(page);
    expect([now['Accuracy'], now['A line was found']]).toEqual(['1', 'yes']);
  },
  'lstm-addition': async (page) => {
    const cells = (await marks(page, 'addition')).filter((label) => label.startsWith('row: '));
    const row = (name: string) =>
      cells.filter((label) => label.startsWith(`row: ${name};`)).map((label) => label.at(-1));
    expect(Number.parseInt(row('it says').reverse().join(''), 2)).toBe(91 + 55);
    expect(number((await values(page))['Sums of numbers twice as long, all right'])).toBeGreaterThan(0.95);
  },
  overfitting: async (page) => {
    const now = await values(page);
    expect(number(now['Error on training points'])).toBeLessThan(0.01);
    expect(number(now['Error on new points'])).toBeGreaterThan(2 * number(now['Error that no model can avoid']));
    expect((await marks(page, 'curve')).filter((label) => label.startsWith('x: '))).toHaveLength(14);
  },
  'cnn-digits': async (page) => {
    const flow = await marks(page, 'flow');
    expect(flow.filter((label) => label.includes(' → '))).toHaveLength(8 + 8 * 8 + 8 * 10);
    const cells = (await marks(page, 'confusion-matrix')).filter((label) => label.startsWith('true: '));
    const right = cells
      .filter((label) => /true: (\d); predicted: \1;/.test(label))
      .reduce((sum, label) => sum + Number(label.split('count: ')[1]), 0);
    expect(right / 594).toBeGreaterThanOrEqual(0.985);
    expect(await page.locator('[data-testid=figure-filters] li').count()).toBe(24);
    expect(await page.locator('[data-testid=figure-misclassified] li').count()).toBe(594 - right);
    expect(await page.locator('[data-testid=curves] canvas').count()).toBe(2);
  },
  optimizers: async (page) => {
    const racers = (await marks(page, 'race')).filter((label) => label.startsWith('optimizer: '));
    expect(racers).toHaveLength(5);
    expect(number((await values(page))['with momentum'])).toBeLessThan(0.1);
  },
  schedules: async (page) => {
    const now = await values(page);
    expect(number(now['Final loss'])).toBeLessThan(number(now['At the final rate throughout']));
    expect(await page.locator('[data-testid=figure-all] tbody tr').count()).toBe(6);
    expect((await marks(page, 'race')).filter((label) => label.includes('line: own'))).toHaveLength(201);
  },
  'gradient-descent': async (page) => {
    const steps = (await marks(page, 'path')).filter((label) => label.startsWith('step: '));
    expect(steps).toHaveLength(41);
    expect(steps[0]).toBe('step: 0; x: −2.6; y: 1.8; f: 10.73');
    expect(number((await values(page))['Final height'])).toBeLessThan(0.001);
  },
  'knn-digits': async (page) => {
    const cells = (await marks(page, 'confusion-matrix')).filter((label) => label.startsWith('true: '));
    expect(cells).toHaveLength(100);
    const right = cells
      .filter((label) => /true: (\d); predicted: \1;/.test(label))
      .reduce((sum, label) => sum + Number(label.split('count: ')[1]), 0);
    expect(right / 594).toBeGreaterThanOrEqual(0.98);
    expect(number((await values(page))['Accuracy'])).toBeCloseTo(right / 594, 3);
    expect(await page.locator('[data-testid=figure-misclassified] li').count()).toBe(594 - right);
  },
  'knn-iris': async (page) => {
    const flowers = (await marks(page, 'boundary')).filter((label) => label.startsWith('class: '));
    expect(flowers).toHaveLength(150);
    expect(await page.locator('[data-testid=figure-boundary] image').count()).toBe(1);
    expect(number((await values(page))['Cross-validated'])).toBeGreaterThan(0.7);
  },
  'bayes-rule': async (page) => {
    const people = await marks(page, 'people');
    expect(people.filter((label) => label.startsWith('person: '))).toHaveLength(1000);
    const [ill, alarmed] = ['ill, positive', 'healthy, positive'].map(
      (group) => people.filter((label) => label === `person: ${group}`).length,
    );
    expect([ill, alarmed]).toEqual([10, 50]); // of 10 ill nine and a half are found, of 990 healthy 49.5 alarmed
    expect(number((await values(page))['Ill, given one result'])).toBeCloseTo(
      (0.95 * 0.01) / (0.95 * 0.01 + 0.05 * 0.99),
      3,
    );
  },
  'text-entropy': async (page) => {
    const letters = (await marks(page, 'letters')).filter((label) => label.startsWith('letter: '));
    const bits = letters.map((label) => number(label.split('bits: ')[1]));
    const now = await values(page);
    expect(bits.reduce((sum, value) => sum + value, 0)).toBeCloseTo(number(now['Bits in all']), 0);
    expect(number(now['Bits per letter'])).toBeLessThan(number(now['Entropy of the letters alone']));
  },
  'gaussian-mixture': async (page) => {
    expect((await marks(page, 'mixture')).filter((label) => label.startsWith('mean x: '))).toHaveLength(3);
    const now = await values(page);
    expect(number(now['Smallest weight'])).toBeCloseTo(1 / 3, 1); // three stretched clouds of 90 points each
    expect(now['Converged']).toBe('yes');
  },
  'tree-boundary': async (page) => {
    expect((await marks(page, 'boundary')).filter((label) => label.startsWith('class: '))).toHaveLength(240);
    expect(number((await values(page))['Held out'])).toBeGreaterThan(0.85);
  },
  'grid-world': async (page) => {
    const cells = (await marks(page, 'map')).filter((label) => label.startsWith('column: '));
    expect(cells).toHaveLength(56);
    const start = cells.find((label) => label.startsWith('column: 0; row: 0;'))!;
    expect(number(start.split('worth: ')[1])).toBeCloseTo(number((await values(page))['Worth of the start']), 2);
    expect((await values(page))['Converged']).toBe('yes');
  },
  'cliff-walk': async (page) => {
    const now = await values(page);
    expect(number(now['Steps of Q-learning’s way'])).toBe(13); // the shortest
    expect(number(now['Steps of SARSA’s way'])).toBeGreaterThan(13);
    expect(number(now['SARSA, late reward'])).toBeGreaterThan(number(now['Q-learning, late reward']));
    expect((await marks(page, 'q-values')).filter((label) => label.startsWith('column: '))).toHaveLength(48);
  },
  'linear-paths': async (page) => {
    const points = await marks(page, 'path');
    expect(points.filter((label) => label.includes('feature: proline')).length).toBe(80);
    const kept = number((await values(page))['Features kept']);
    expect(kept).toBeGreaterThan(3);
    expect(kept).toBeLessThan(12);
  },
  'logistic-boundary': async (page) => {
    expect((await marks(page, 'boundary')).filter((label) => label.startsWith('class: '))).toHaveLength(160);
    expect(number((await values(page))['Accuracy'])).toBeGreaterThan(0.98);
  },
  'k-means': async (page) => {
    expect((await marks(page, 'clusters')).filter((label) => label.startsWith('center x: '))).toHaveLength(3);
    expect((await values(page))['Pairs grouped as they were drawn']).toBe('1');
  },
  'pca-digits': async (page) => {
    const kept = number((await values(page))['Variance kept']);
    expect(kept).toBeGreaterThan(0.78);
    expect(kept).toBeLessThan(0.79);
    expect(
      await page.locator('[data-testid=figure-map] svg .mark-text').first().locator('text').count(),
    ).toBeGreaterThan(0);
  },
};

describe.skipIf(!testable)('the page in a browser', () => {
  beforeAll(async () => {
    built('web/index.html');
    mkdirSync(SCREENSHOTS, { recursive: true });
    server = await startServer(experiments, 0);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('shows the gallery at once, searches it, and speaks Chinese', async () => {
    const page = await open('/');
    await page.waitForSelector('.card');
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    expect(paint).toBeLessThan(1000);
    expect(await page.locator('.card').count()).toBe(experiments.length);
    const pictures = await page.locator('.card img').evaluateAll((images) => images.length);
    expect(pictures).toBe(experiments.length);
    await page.screenshot({ path: join(SCREENSHOTS, 'gallery.png'), fullPage: true });
    await page.getByTestId('search').fill('wine penalty');
    expect(await page.locator('.card').count()).toBe(1);
    expect(page.url()).toContain('q=wine');
    await page.getByTestId('search').fill('');
    await page.getByRole('button', { name: '中文' }).click();
    expect(page.url()).toContain('lang=zh');
    expect(await page.locator('h1').textContent()).toBe('看得见、摸得着的机器学习');
    const english = await page.locator('main').textContent();
    expect(english).not.toMatch(/Search|Linear models|Neighbours/);
    await page.close();
  });

  it('weighs less than 300 kB before an experiment is opened', async () => {
    const page = await browser.newPage();
    let bytes = 0;
    page.on('response', async (response) => {
      if (/\.(js|css|html)$|\/$/.test(new URL(response.url()).pathname))
        bytes += Number(response.headers()['content-length']);
    });
    await page.goto(server.url);
    await page.waitForSelector('.card');
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(300_000);
    await page.close();
  });

  it.each(experiments.map(({ id }) => id))(
    'runs %s to its end',
    async (id) => {
      const page = await open(`/experiments/${id}`);
      await runToEnd(page);
      expect(checks[id], `test/browser.test.ts has no check of the main figure of ${id}`).toBeDefined();
      await checks[id](page);
      await page.screenshot({ path: join(SCREENSHOTS, `${id}.png`), fullPage: true });
      const script = await page.getByTestId('code').textContent();
      expect(script).toContain("from '@ai/");
      await page.getByTestId('tab-command').click();
      expect(await page.getByTestId('code').textContent()).toBe(`npm run lab -- run ${id}`);

      await page.getByRole('button', { name: '中文' }).click();
      const experiment = experiments.find((candidate) => candidate.id === id)!;
      expect(await page.locator('h1').textContent()).toBe(experiment.title.zh);
      const chinese = /[\u4e00-\u9fff]/;
      await page.waitForFunction(() =>
        /[\u4e00-\u9fff]/.test(document.querySelector('[data-testid=values]')?.textContent ?? ''),
      );
      expect(await page.locator('.bench figcaption').allTextContents()).toSatisfy((titles: string[]) =>
        titles.every((title) => chinese.test(title)),
      );
      await page.close();
    },
    2 * RUN_MS,
  );

  it('keeps every setting in the address, and restores it', async () => {
    const page = await open('/experiments/gradient-descent');
    await untilDone(page);
    await page.locator('#control-surface').selectOption('saddle');
    await page.locator('#control-momentum').fill('0.5');
    await page.locator('#control-momentum').press('Enter');
    await page.getByLabel('Next seed').click();
    await page.waitForFunction(() => location.search.includes('momentum=0.5') && location.search.includes('seed=1'));
    await page.waitForTimeout(400);
    await untilDone(page);
    const before = await values(page);

    const other = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await runToEnd(other);
    expect(await other.locator('#control-surface').inputValue()).toBe('saddle');
    expect(await other.locator('#control-momentum').inputValue()).toBe('0.5');
    expect(await other.locator('#control-seed').inputValue()).toBe('1');
    expect(await values(other)).toEqual(before);
    await other.getByTestId('tab-command').click();
    expect(await other.getByTestId('code').textContent()).toBe(
      'npm run lab -- run gradient-descent --set surface=saddle --set momentum=0.5 --seed 1',
    );
    await other.getByTestId('reset').click();
    await other.waitForFunction(() => location.search === '');
    await page.close();
    await other.close();
  });

  it('pauses, steps, and comes back to a running experiment after a reload', async () => {
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
    await page.close();
  });

  it('keeps a run beside the next, and draws both in another language', async () => {
    const page = await open('/experiments/linear-paths');
    await untilDone(page);
    await page.getByTestId('keep').click();
    await page.locator('#control-penalty').selectOption('ridge');
    await page.waitForTimeout(400);
    await untilDone(page);
    expect(await page.locator('[data-testid=figure-path]').count()).toBe(2);
    await page.getByRole('button', { name: '中文' }).click();
    await page.waitForFunction(() =>
      Array.from(document.querySelectorAll('[data-testid=figure-path]')).every((figure) =>
        figure.textContent!.includes('系数'),
      ),
    );
    await page.screenshot({ path: join(SCREENSHOTS, 'compare-zh.png'), fullPage: true });
    await page.close();
  });

  it('says what is wrong with a table of one’s own', async () => {
    const page = await open('/experiments/knn-iris');
    await untilDone(page);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'my.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b,class\n1,2,x\n3,oops,y\n') });
    await page.locator('#control-upwards').waitFor();
    expect(await page.locator('#control-upwards option').allTextContents()).toEqual(['(second of numbers)', 'a']);
    await page.waitForSelector('[role=alert]');
    expect(await page.locator('[role=alert]').textContent()).toContain('my.csv: 2 columns of numbers needed, found 1.');
    await page.locator('input[type=file]').setInputFiles({
      name: 'my.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `a,b,class\n${Array.from({ length: 30 }, (_, i) => `${i % 7},${i % 5},${i % 7 > 3 ? 'x' : 'y'}`).join('\n')}`,
      ),
    });
    await page.waitForTimeout(400);
    await untilDone(page);
    expect((await values(page))['Classes']).toBe('2');
    expect(new URL(page.url()).searchParams.get('data')).toMatch(/^my\.csv~[0-9a-f]{16}$/);
    expect(await page.getByTestId('code').textContent()).toContain('readFileSync("my.csv"');
    await page.getByTestId('tab-command').click();
    expect(await page.getByTestId('code').textContent()).toBe('npm run lab -- run knn-iris --data my.csv');
    const address = page.url();
    await page.close();
    const restored = await open(address);
    await untilDone(restored);
    expect((await values(restored))['Classes']).toBe('2');
    await restored.close();
  });

  it('classifies a digit drawn with the pointer', async () => {
    const page = await open('/experiments/knn-digits');
    const grid = await page.locator('.grid').boundingBox();
    const at = (column: number, row: number) =>
      [grid!.x + ((column + 0.5) / 8) * grid!.width, grid!.y + ((row + 0.5) / 8) * grid!.height] as const;
    await page.mouse.move(...at(3.5, 0));
    await page.mouse.down();
    await page.mouse.move(...at(3.5, 7), { steps: 20 });
    await page.mouse.up();
    await page.waitForFunction(() => location.search.includes('drawing='));
    await runToEnd(page);
    const answer = page.getByTestId('figure-your-digit');
    expect(await answer.locator('figcaption').textContent()).toContain('Your digit: a 1');
    // a finished run answers the pen without another run
    const seconds = await page.getByTestId('status').textContent();
    await page.locator('[data-control=drawing] button').click();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid=figure-your-digit]')?.textContent?.includes('A held-out digit'),
    );
    expect(await page.getByTestId('status').textContent()).toBe(seconds);
    await page.close();
  });

  it('takes a start from the picture, and shows the documentation of what it uses', async () => {
    const page = await open('/experiments/gradient-descent');
    await untilDone(page);
    const frame = await page.locator('[data-testid=figure-path] svg path.background').first().boundingBox();
    await page.mouse.click(frame!.x + 0.75 * frame!.width, frame!.y + 0.75 * frame!.height);
    await page.waitForFunction(() => location.search.includes('startX=1.5') && location.search.includes('startY=-1.5'));
    await page.waitForFunction(() =>
      document.querySelector('[data-testid=figure-path] [aria-label^="step: 0; x: 1.5; y: −1.5"]'),
    );
    await page.goto(new URL('/experiments/k-means', server.url).href);
    await page.getByTestId('api-KMeans').click();
    const api = page.getByTestId('api');
    await api.locator('dl').waitFor();
    expect(await api.textContent()).toContain('numClusters');
    expect(await api.textContent()).toContain('packages/classic-ml/src/cluster/k-means.ts');
    await page.keyboard.press('Escape');
    await api.waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows what packages warn of', async () => {
    const page = await open('/experiments/knn-iris');
    await untilDone(page);
    await page.locator('input[type=file]').setInputFiles({
      name: 'rare.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `a,b,class\n${Array.from({ length: 12 }, (_, i) => `${i},${(i * 5) % 7},${i === 0 ? 'once' : 'often'}`).join('\n')}`,
      ),
    });
    const warnings = page.locator('.warnings');
    await warnings.waitFor();
    expect(await warnings.textContent()).toMatch(/Warnings \(1\).*rarest class/s);
    await page.close();
  });

  it('is used with the keyboard alone', async () => {
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
    await page.close();
  });

  it('fits a narrow screen and a dark one', async () => {
    const page = await open('/experiments/gradient-descent', {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await untilDone(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 23, 26)');
    await page.screenshot({ path: join(SCREENSHOTS, 'narrow-dark.png'), fullPage: true });
    await page.close();
  });

  it('had no error in any console and asked nobody else', () => {
    expect(problems).toEqual([]);
  });
});
