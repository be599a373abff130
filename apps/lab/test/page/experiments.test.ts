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
      `${id} runs, follows its settings, is restored by its address, and speaks Chinese`,
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
        const command = await code(page, 'command', `--set ${name}=`);
        expect(command).toBe(`npm run lab -- run ${id} --set ${name}=${value}`);

        const restored = await open(`/experiments/${id}?${name}=${value}`);
        await runToEnd(restored, about);
        expect(await restored.locator(`#control-${name}`).inputValue()).toBe(String(value));
        await changed(restored, before);
        expect(await code(restored, 'command', `--set ${name}=`)).toBe(command);
        if (about.instant) {
          await untilDone(page, setting);
          expect(await values(page)).toEqual(await values(restored));
        }

        const inEnglish = numbers(await values(restored));
        await restored.getByRole('button', { name: '中文' }).click();
        await restored.waitForFunction((title) => document.querySelector('h1')?.textContent === title, about.title.zh);
        expect(numbers(await values(restored))).toEqual(inEnglish);
        const panel = await restored.locator('.controls').textContent();
        for (const { label, kind } of about.controls) if (kind !== 'column') expect(panel).toContain(label.zh);
        await restored.waitForFunction(
          (parts) => {
            const texts = parts.flatMap((part) =>
              Array.from(document.querySelectorAll(part), (node) => node.textContent),
            );
            return texts.every((text) => /[\u4e00-\u9fff]/.test(text ?? ''));
          },
          ['.bench figcaption', '[data-testid=values]', '.idea p'],
        );
      },
      TEST_MS,
    );
  }
});
