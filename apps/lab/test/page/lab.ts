// What the tests of the page have in common: opening it, running an experiment to its end, reading what it shows.
import { type Browser, chromium, type Page } from 'playwright-core';
import { it as base, describe, expect, inject } from 'vitest';
import type { ExperimentPage } from '../../src/server/catalogue.js';
import type {} from './setup.js';

const RUN_MS = 120_000;
const lab = inject('lab');

/** A group of tests, left out where there is no browser. */
export function describePage(what: string, tests: () => void | Promise<void>): void {
  describe.skipIf(!lab)(what, tests);
}

/** The address of the server. */
export const url = lab?.url ?? '';

export async function fetchJson<T>(path: string): Promise<T> {
  return (await fetch(new URL(path, url))).json() as Promise<T>;
}

/** The experiments that the server has: none where the page is not tested. */
export async function experimentIds(): Promise<string[]> {
  if (!lab) return [];
  return (await fetchJson<{ experiments: { id: string }[] }>('/api/experiments')).experiments.map(({ id }) => id);
}

let connected: Promise<Browser> | undefined;

type Settings = Parameters<Browser['newPage']>[0];
/** Opens an address of the lab in a tab of its own, which is closed with the test; `expected` are the errors that it provokes. */
export type Open = (path: string, settings?: Settings, expected?: RegExp) => Promise<Page>;

/**
 * A test with pages: it fails where any of them has an error or a warning in its console, or asks anybody but the server.
 */
export const it = base.extend<{ open: Open }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures used from the pattern
  open: async ({}, use) => {
    connected ??= chromium.connect(lab!.browser);
    const browser = await connected;
    const pages: Page[] = [];
    const problems: string[] = [];
    await use(async (path, settings = {}, expected) => {
      const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, locale: 'en-GB', ...settings });
      pages.push(page);
      page.on('console', (message) => {
        const isProblem = message.type() === 'error' || message.type() === 'warning';
        if (isProblem && !expected?.test(message.text())) problems.push(`${path}: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`${path}: ${error.message}`));
      page.on('request', (request) => {
        const asked = request.url();
        if (!asked.startsWith(url) && !/^(data|blob):/.test(asked)) problems.push(`${path} asked ${asked}`);
      });
      await page.goto(new URL(path, url).href);
      return page;
    });
    await Promise.all(pages.map((page) => page.close()));
    expect(problems).toEqual([]);
  },
});

/** Waits for the end of the run that the tab has started, with this value of a setting if one is given, and sees that it is done. */
export async function untilDone(page: Page, setting?: readonly [name: string, value: string | number]): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const status = document.querySelector<HTMLElement>('[data-testid=status]')?.dataset['status'] ?? '';
      if (!['done', 'failed', 'stopped', 'lost'].includes(status)) return false;
      const id = location.pathname.split('/').at(-1);
      const { made = 'null' } = JSON.parse(sessionStorage.getItem(`lab-run-${id}`) ?? '{}');
      const ran = JSON.parse(made);
      return ran !== null && (!wanted || ran.options[wanted[0]] === wanted[1] || ran[wanted[0]] === wanted[1]);
    },
    setting,
    { timeout: RUN_MS },
  );
  expect(await status(page), (await page.locator('.bar').textContent()) ?? '').toBe('done');
}

/** Starts the experiment, unless it starts by itself, and waits for its end. */
export async function runToEnd(page: Page, { instant }: Pick<ExperimentPage, 'instant'>): Promise<void> {
  if (!instant) {
    await page.locator('label.speed input').fill('2');
    await page.getByTestId('run').click();
  }
  await untilDone(page);
}

/** Sets a number or picks a choice, as a visitor does. */
export async function change(page: Page, name: string, value: string | number): Promise<void> {
  const control = page.locator(`#control-${name}`);
  if (typeof value === 'string') {
    await control.selectOption(value);
  } else {
    await control.fill(String(value));
    await control.press('Enter');
  }
}

export function status(page: Page): Promise<string | null> {
  return page.getByTestId('status').getAttribute('data-status');
}

/** The numbers over the figures, by label. */
export async function values(page: Page): Promise<Record<string, string>> {
  const rows = await page
    .locator('[data-testid=values] > div')
    .evaluateAll((divs) =>
      divs.map((div) => [div.querySelector('dt')!.textContent!, div.querySelector('dd')!.textContent!]),
    );
  return Object.fromEntries(rows);
}

export function number(value: string): number {
  return Number(value.replace('−', '-'));
}

/** The labels of a plot's marks: what hovering shows. */
export function marks(page: Page, figure: string): Promise<string[]> {
  return page
    .locator(`[data-testid=figure-${figure}] svg [aria-roledescription]`)
    .evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
}

/** What the panel of code shows on one of its tabs. */
export async function code(page: Page, tab: 'code' | 'command', containing: string): Promise<string> {
  await page.getByTestId(`tab-${tab}`).click();
  await page.waitForFunction(
    (part) => document.querySelector('[data-testid=code]')?.textContent?.includes(part),
    containing,
  );
  return (await page.getByTestId('code').textContent())!;
}
