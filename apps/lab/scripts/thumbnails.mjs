// Runs every experiment (or those named) in a browser and keeps a small picture of its main figure, light and dark.
// After `npm run build`: node scripts/thumbnails.mjs [id ...]
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'thumbnails');
const WIDTH = 320;
const HEIGHT = 220;

const server = spawn(process.execPath, [join(root, 'dist', 'server', 'main.js'), '--port', '0']);
const url = await new Promise((resolve) => {
  server.stdout.on('data', (chunk) => resolve(String(chunk).match(/http:\S+/)?.[0]));
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
});
try {
  mkdirSync(folder, { recursive: true });
  const list = await (await fetch(`${url}api/experiments`)).json();
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : list.experiments.map(({ id }) => id);
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: 2, locale: 'en-GB' });
  for (const id of wanted) {
    await page.goto(`${url}experiments/${id}`);
    await page.waitForSelector('[data-testid=status]');
    await page.waitForTimeout(400);
    if ((await page.getByTestId('status').getAttribute('data-status')) === 'idle') {
      await page.locator('label.speed input').fill('2');
      await page.getByTestId('run').click();
    }
    await page.waitForSelector('[data-status=done]', { timeout: 180_000 });
    await page.waitForTimeout(300);
    await page.evaluate(
      ([width, height]) => {
        const svg = document.querySelector('figure.main svg');
        const frame = document.createElement('div');
        frame.style.cssText = `position:fixed;inset:0 auto auto 0;width:${width}px;height:${height}px;background:var(--card);z-index:99`;
        // what is inside the axes, without their small print; a picture fills the frame, a chart is shown whole
        const area = svg.querySelector('path.background');
        const fills = area !== null && svg.querySelector('image') !== null;
        const copy = svg.cloneNode(true);
        for (const part of copy.querySelectorAll('.role-axis text, .role-legend, .role-axis-title')) part.remove();
        copy.style.cssText = `display:block;width:100%;height:100%;max-width:none;padding:${fills ? 0 : 12}px`;
        const { width: w, height: h } = (area ?? svg).getBBox();
        const scale = svg.viewBox.baseVal.width / svg.clientWidth;
        const at = (area ?? svg).getBoundingClientRect();
        const from = svg.getBoundingClientRect();
        copy.setAttribute('viewBox', `${(at.x - from.x) * scale} ${(at.y - from.y) * scale} ${w} ${h}`);
        copy.setAttribute('preserveAspectRatio', fills ? 'xMidYMid slice' : 'xMidYMid meet');
        frame.append(copy);
        document.body.append(frame);
      },
      [WIDTH, HEIGHT],
    );
    const session = await page.context().newCDPSession(page);
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      const { data } = await session.send('Page.captureScreenshot', {
        format: 'webp',
        quality: 82,
        clip: { x: 0, y: 0, width: WIDTH, height: HEIGHT, scale: 1 },
      });
      writeFileSync(join(folder, `${id}-${theme}.webp`), Buffer.from(data, 'base64'));
    }
    console.log(id);
  }
} finally {
  await browser.close();
  server.kill();
}
