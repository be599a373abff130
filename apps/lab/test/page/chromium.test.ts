import { expect, it, vi } from 'vitest';
import { hasBrowser } from './chromium.js';

it('leaves the page untested without a browser and says so, but never in continuous integration', () => {
  const say = vi.fn();
  expect(hasBrowser(undefined, undefined, say)).toBe(false);
  expect(say).toHaveBeenCalledWith(expect.stringContaining('CHROMIUM_PATH'));
  expect(() => hasBrowser(undefined, 'true', say)).toThrow('No browser was found.');
  expect(hasBrowser('/usr/bin/chromium', 'true', say)).toBe(true);
});
