// A folder of modules, each with one default export that bears its file's name: workloads, systems.
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pickNames } from './names.mjs';

/**
 * The names in `folder` that `asked` picks, all of them when it is empty, in alphabetical order.
 * @throws Error that names the closest match of an unknown name
 */
export async function pickFrom(folder, asked, kind) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort();
  return pickNames(
    files.map((file) => basename(file, '.mjs')),
    asked,
    kind,
  );
}

/** The default export of `name` in `folder`, with the path of its file. */
export async function loadFrom(folder, name) {
  const file = join(folder, `${name}.mjs`);
  const entry = (await import(pathToFileURL(file).href)).default;
  if (entry?.name !== name) throw new Error(`${file} must have a default export with the name '${name}'`);
  return { ...entry, file };
}
