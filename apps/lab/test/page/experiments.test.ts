import { expect } from 'vitest';
import type { ExperimentPage } from '../../src/server/catalogue.js';
import { change, code, describePage, experimentIds, fetchJson, it, runToEnd, untilDone, values } from './lab.js';
import { screenshot } from './screenshots.js';
import { linear } from './shown/linear.js';
import { neighbours } from './shown/neighbours.js';
import { networks } from './shown/networks.js';
import { probability } from './shown/probability.js';
import { reinforcement } from './shown/reinforcement.js';
import type { Shown } from './shown/shown.js';

const shown: Readonly<Record<string, Shown>> = {
  ...probability,
  ...linear,
  ...neighbours,
  ...reinforcement,
  ...networks,
};

/** The numbers among the values: words differ by language. */
function numbers(all: Readonly<Record<string, string>>): string[] {
  return Object.values(all).filter((value) => /^[−\d]/.test(value));
}

const TEST_MS = 300_000; // the slowest trains a network; more where the machine does other work

describePage('every experiment', async () => {
  for (const id of await experimentIds()) {
    it.concurrent(
      `${id} runs, follows its settings, and is restored by its address in Chinese`,
      async ({ open }) => {
        expect(shown[id], `test/page/shown tells nothing of ${id}`).toBeDefined();
        const { check, change: setting, changed } = shown[id];
        const about = await fetchJson<ExperimentPage>(`/api/experiments/${id}`);
        const page = await open(`/experiments/${id}`);
        expect(await page.locator('h1').textContent()).toBe(about.title.en);
        await runToEnd(page, about);
        await check(page);
        await page.screenshot({ path: screenshot(id), fullPage: true });
        expect(await code(page, 'code', "from '@ai/")).not.toContain('undefined');
        expect(await code(page, 'command', 'npm run lab')).toBe(`npm run lab -- run ${id}`);

        const before = await values(page);
        const [name, value] = setting;
        await change(page, name, value);
        await page.waitForFunction((part) => location.search === part, `?${name}=${value}`);
        if (!about.instant) await page.getByTestId('run').click();
        await untilDone(page, setting);
        await changed(page, before);
        const command = await code(page, 'command', `--set ${name}=`);
        expect(command).toBe(`npm run lab -- run ${id} --set ${name}=${value}`);

        const restored = await open(`/experiments/${id}?${name}=${value}&lang=zh`);
        await runToEnd(restored, about);
        expect(await restored.locator(`#control-${name}`).inputValue()).toBe(String(value));
        expect(numbers(await values(restored))).toEqual(numbers(await values(page)));
        expect(await code(restored, 'command', `--set ${name}=`)).toBe(command);
        expect(await restored.locator('h1').textContent()).toBe(about.title.zh);
        const panel = await restored.locator('.controls').textContent();
        for (const { label, kind } of about.controls) if (kind !== 'column') expect(panel).toContain(label.zh);
        for (const part of ['.bench figcaption', '[data-testid=values]', '.idea p']) {
          for (const text of await restored.locator(part).allTextContents()) expect(text).toMatch(/[\u4e00-\u9fff]/);
        }
      },
      TEST_MS,
    );
  }
});
