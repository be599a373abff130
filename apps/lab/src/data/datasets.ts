import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { appRoot } from '../app-root.js';
import { type LabelledTable, readLabelledCsv } from './read-csv.js';

/** Reads one of the tables in the app's `data` folder. */
export async function loadDataset(name: 'digits' | 'iris' | 'wine'): Promise<LabelledTable> {
  const file = join(appRoot, 'data', `${name}.csv`);
  return readLabelledCsv(await readFile(file, 'utf8'), `${name}.csv`);
}
