// Tests that run and type-check the examples of a package: the ```ts blocks of its docstrings and its README.
// Usage, in test/examples.test.ts: `testExamples(join(import.meta.dirname, '..'))`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { examplesOf } from './extract-examples.mjs';

/** Declares one test per example of the package in `folder` and of the `extra` Markdown files (paths from `folder`). */
export function testExamples(folder, { extra = [] } = {}) {
  const written = writeExamples(folder, examplesOf(folder, extra));
  describe('examples', () => {
    beforeEach(() => {
      for (const method of ['log', 'info', 'table']) vi.spyOn(console, method).mockImplementation(() => {});
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });
    it('are there', () => {
      expect(written.length).toBeGreaterThan(0);
    });
    it('have the right types', { timeout: 300_000 }, () => {
      expect(typeFaults(folder, written)).toEqual([]);
    });
    for (const { path, file, line } of written.filter(({ runs }) => runs)) {
      it(`${file}:${line} runs`, async () => {
        try {
          await import(/* @vite-ignore */ path);
        } catch (error) {
          throw new Error(`the example at ${file}:${line} fails: ${error.message}`, { cause: error });
        }
      });
    }
  });
}

/** Every example as a module of its own, at the line where it stands in the documentation, so that stack traces fit. */
function writeExamples(folder, examples) {
  const target = join(folder, '.examples');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  return examples.map((example) => {
    const path = join(target, `${example.file.replace(/[^\w-]+/g, '_')}-${example.line}.ts`);
    writeFileSync(path, `${'\n'.repeat(example.line - 1)}${example.code}\nexport {};\n`);
    return { ...example, path };
  });
}

/** What the compiler has to say about the examples, under the package's own tsconfig.json. */
function typeFaults(folder, examples) {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(folder, 'tsconfig.json'),
    { noUnusedLocals: false, noUnusedParameters: false, noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  );
  const program = ts.createProgram(
    examples.map(({ path }) => path),
    config.options,
  );
  return examples.flatMap(({ path, file }) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((fault) => {
      const { line } = source.getLineAndCharacterOfPosition(fault.start);
      return `${file}:${line + 1}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`;
    });
  });
}
