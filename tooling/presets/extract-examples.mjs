// Finds the ```ts blocks in a package's docstrings and READMEs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The blocks of one text: { line, code, runs }. `line` is the number of the first line of code, `runs` is false for a block
 * opened with "```ts no-run" (one that needs an engine or a file that not everybody has).
 * In TypeScript, blocks stand in docstrings, each line behind a ' * '.
 */
export function examplesIn(text, { docstrings }) {
  const prefix = docstrings ? /^\s*\* ?/ : /^/;
  const examples = [];
  let block;
  text.split(/\r?\n/).forEach((raw, index) => {
    if (docstrings && !prefix.test(raw)) return;
    const line = raw.replace(prefix, '');
    const [, language, flags] = /^```(\w*)\s*(.*)$/.exec(line.trim()) ?? [];
    if (language === undefined) {
      block?.lines.push(line);
    } else if (block) {
      if (block.isExample) examples.push({ line: block.line, code: block.lines.join('\n'), runs: block.runs });
      block = undefined;
    } else {
      block = { line: index + 2, lines: [], isExample: language === 'ts', runs: !/\bno-run\b/.test(flags) };
    }
  });
  return examples;
}

/** The examples of the package in `folder` and of the `extra` Markdown files: { file, line, code, runs }, `file` from `folder`. */
export function examplesOf(folder, extra = []) {
  const sources = existsSync(join(folder, 'src'))
    ? readdirSync(join(folder, 'src'), { recursive: true })
        .filter((name) => /\.ts$/.test(name) && !/\.(test|d)\.ts$/.test(name))
        .map((name) => join('src', name))
    : [];
  const readmes = ['README.md', ...extra].filter((file) => existsSync(join(folder, file)));
  return [...readmes, ...sources.sort()].flatMap((file) =>
    examplesIn(readFileSync(join(folder, file), 'utf8'), { docstrings: file.endsWith('.ts') }).map((example) => ({
      file: file.replaceAll('\\', '/'),
      ...example,
    })),
  );
}
