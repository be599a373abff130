import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command.mjs';
import { failure } from './tally.mjs';

const EXPERIMENT = 'knn-digits';
const LOADED_FROM_OUTSIDE =
  /\ssrc="(?!data:)[^"]*"|<link\b[^>]*href="(?!data:)[^"]*"|url\(['"]?(?!['"]?(?:data:|#))[^)]*\)/;

/** The lab's command line runs one experiment and leaves its result and a report that needs nothing else. */
export async function checkLab(tally) {
  const out = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    await tally.check(`lab run ${EXPERIMENT}`, async () => {
      await command('npm', ['run', 'lab', '--', 'list']);
      await command('npm', ['run', 'lab', '--', 'run', EXPERIMENT, '--out', out]);
      JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
      const report = readFileSync(join(out, 'report.html'), 'utf8');
      const outside = report.match(LOADED_FROM_OUTSIDE);
      if (outside) throw failure(`report.html is not self-contained: ${outside[0]}`);
    });
  } finally {
    rmSync(out, { recursive: true });
  }
}
