import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { StaticFiles } from '../src/server/static-files.js';

const folder = mkdtempSync(join(tmpdir(), 'lab-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const script = 'document.documentElement.dataset.theme = "os";\n// é';
writeFileSync(join(folder, 'plain.html'), '<!doctype html><script src="main.js"></script>');
writeFileSync(
  join(folder, 'inline.html'),
  `<!doctype html><script>${script}</script><script defer src="main.js"></script>`,
);

function policy(name: string): string | undefined {
  return new StaticFiles(folder).answer(name, { headers: {} } as IncomingMessage)?.headers?.['content-security-policy'];
}

it('lets exactly the scripts in the text of its own pages run', () => {
  const digest = createHash('sha256').update(script, 'utf8').digest('base64');
  expect(policy('inline.html')).toContain(`script-src 'self' 'sha256-${digest}';`);
  expect(policy('inline.html')).not.toMatch(/script-src[^;]*unsafe/);
  expect(policy('inline.html')).toContain("frame-ancestors 'none'");
});

it('leaves the policy of other pages to the server: no script in their text runs', () => {
  expect(policy('plain.html')).toBeUndefined();
});
