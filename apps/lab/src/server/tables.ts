import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTable, tableName, tableReference } from '../data/table.js';
import { RequestError } from '../request.js';
import { limits } from './limits.js';

/** What the page needs to know of a table: its columns, and which of them can be drawn. */
export interface TableInfo {
  readonly reference: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly numeric: boolean }[];
}

/**
 * The visitors' tables: files named by a digest of their content, so that an address with one in it works again after a restart. The
 * oldest are forgotten.
 */
export class Tables {
  constructor(private readonly folder: string) {}

  /** @throws InvalidDataError for a damaged table */
  add(name: string, content: string): TableInfo {
    if (Buffer.byteLength(content) > limits.tableBytes) {
      throw new RequestError(`A table must be at most ${limits.tableBytes / 1000} kB.`);
    }
    const reference = tableReference(name, content);
    const info = describe(reference, content);
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.path(reference), content);
    this.forgetOldest();
    return info;
  }

  /** @throws RequestError where the table is no longer kept */
  read(reference: string): string {
    const path = this.path(reference);
    try {
      const content = readFileSync(path, 'utf8');
      const now = new Date();
      utimesSync(path, now, now);
      return content;
    } catch {
      throw new RequestError(`The table ${tableName(reference)} is no longer kept here: choose the file again.`);
    }
  }

  info(reference: string): TableInfo {
    return describe(reference, this.read(reference));
  }

  private path(reference: string): string {
    const digest = reference.match(/~([0-9a-f]{16})$/)?.[1];
    if (!digest) throw new RequestError('This names no table.');
    return join(this.folder, `${digest}.csv`);
  }

  private forgetOldest(): void {
    const files = readdirSync(this.folder).map((name) => join(this.folder, name));
    const byAge = files.map((path) => ({ path, used: statSync(path).mtimeMs })).sort((a, b) => b.used - a.used);
    for (const { path } of byAge.slice(limits.keptTables)) rmSync(path, { force: true });
  }
}

function describe(reference: string, content: string): TableInfo {
  const table = readTable(content, tableName(reference));
  const numeric = new Set(table.numericColumns);
  return {
    reference,
    rows: table.length,
    columns: table.columns.map((name) => ({ name, numeric: numeric.has(name) })),
  };
}
