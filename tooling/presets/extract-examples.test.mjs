import { describe, expect, it } from 'vitest';
import { examplesIn } from './extract-examples.mjs';

describe('examplesIn', () => {
  it('finds the blocks of docstrings with their lines', () => {
    const source = [
      '/**',
      ' * Adds.',
      ' *',
      ' * @example',
      ' * ```ts',
      " * import { a } from 'a';",
      ' *',
      ' *   a();',
      ' * ```',
      ' */',
      'f();',
    ];
    expect(examplesIn(source.join('\n'), { docstrings: true })).toEqual([
      { line: 6, code: "import { a } from 'a';\n\n  a();", runs: true },
    ]);
  });

  it('finds the blocks of Markdown, TypeScript only', () => {
    const text = '# Title\n```\nnpm install\n```\n```ts no-run\nx();\n```\n```js\ny();\n```\n';
    expect(examplesIn(text, { docstrings: false })).toEqual([{ line: 6, code: 'x();', runs: false }]);
  });

  it('keeps template literals and code outside docstrings apart', () => {
    expect(examplesIn('const a = `\n```ts\nno();\n```\n`;', { docstrings: true })).toEqual([]);
  });
});
