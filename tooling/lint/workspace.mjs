// The repository as the checks see it: packages, their manifests and their parsed sources.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const SOURCE_EXTENSIONS = new Set(['.ts', '.mts', '.js', '.mjs', '.svelte']);
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'golden', 'coverage', 'data']);

/** Packages and apps with { name, folder, manifest, manifestText, sources }, and the tooling's sources. */
export function readWorkspace(root) {
  const packages = ['packages', 'apps'].flatMap((group) =>
    foldersIn(join(root, group))
      .filter((folder) => existsSync(join(folder, 'package.json')))
      .map((folder) => readPackage(root, folder)),
  );
  return { packages, tools: sourcesIn(root, join(root, 'tooling')) };
}

function readPackage(root, folder) {
  const manifestText = readFileSync(join(folder, 'package.json'), 'utf8');
  const manifest = JSON.parse(manifestText);
  return {
    name: manifest.name,
    folder: slashed(relative(root, folder)),
    manifest,
    manifestText,
    sources: ['src', 'test'].flatMap((part) => sourcesIn(root, join(folder, part))),
  };
}

/** Every source file below `folder`: its path from the root, whether it is a test, and its syntax tree. */
function sourcesIn(root, folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : sourcesIn(root, path);
    if (!SOURCE_EXTENSIONS.has(extname(entry.name)) || entry.name.endsWith('.d.ts')) return [];
    const file = slashed(relative(root, path));
    const isTest = /\.test\.\w+$/.test(file) || /\/(test|testing)\//.test(file);
    return [{ file, isTest, tree: parse(path) }];
  });
}

function parse(path) {
  const text = readFileSync(path, 'utf8');
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text;
  return ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** A Svelte file with everything but its scripts blanked out, so that line numbers stay. */
function scriptsOf(text) {
  const blank = (part) => part.replace(/[^\n]/g, ' ');
  let result = '';
  let end = 0;
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + match[1].length;
    result += blank(text.slice(end, start)) + match[2];
    end = start + match[2].length;
  }
  return result + blank(text.slice(end));
}

function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

const slashed = (path) => path.split(sep).join('/');

/** The line of a node, counted from 1. */
export function lineOf(node) {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}
