import type { Page } from 'playwright-core';

/** What the page of one experiment must show. */
export interface Shown {
  /** Looks at the main figure of a run with the default settings. */
  readonly check: (page: Page) => Promise<void>;
  /** A setting to change then: its name and the new value. */
  readonly change: readonly [name: string, value: string | number];
  /** Looks at what the change did; `before` are the numbers over the figures of the first run. */
  readonly changed: (page: Page, before: Readonly<Record<string, string>>) => Promise<void>;
}
