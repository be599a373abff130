import { InvalidDataError } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../src/data/datasets.js';
import { readTable, tableName, tableReference } from '../src/data/table.js';

describe('readTable', () => {
  it('reads columns of numbers and of words', () => {
    const table = readTable('\ufeffa,b,class\n1,2,x\n\n3,4e-1,"y, z"\n', 'my.csv');
    expect(table.columns).toEqual(['a', 'b', 'class']);
    expect(table.numericColumns).toEqual(['a', 'b']);
    expect(table.rows(['a', 'b'])).toEqual([
      [1, 2],
      [3, 0.4],
    ]);
    expect(table.classes('class')).toEqual({ labels: [0, 1], classes: ['x', 'y, z'] });
    expect(table.numericColumn('', 1)).toBe('b');
    expect(table.numericColumn('', -1)).toBe('b');
    expect(table.numericColumn('a')).toBe('a');
  });

  it.each([
    ['a,b,class\n1,2,x\n3,oops,y\n', "my.csv, line 3, column 2 ('b'): expected a number, got 'oops'."],
    ['a,b,class\n1,,x\n', "my.csv, line 2, column 2 ('b'): a number is missing."],
    ['a,b,class\n1,Infinity,x\n', "my.csv, line 2, column 2 ('b'): expected a number, got 'Infinity'."],
    ['a,b,class\n1,2,\n', "my.csv, line 2, column 3 ('class'): a class is missing."],
  ])('names the place in %j', (content, message) => {
    const table = readTable(content, 'my.csv');
    const read = () => [table.numbers('b'), table.classes('class')];
    expect(read).toThrow(new InvalidDataError(message));
  });

  it.each([
    ['', 'my.csv: There is no row.'],
    ['a,class\n', 'my.csv: at least one row of data is needed.'],
    ['a,b,a\n1,2,3\n', "my.csv, line 1: two columns are named 'a'."],
  ])('refuses %j', (content, message) => {
    expect(() => readTable(content, 'my.csv')).toThrow(new InvalidDataError(message));
  });

  it('says which columns there are', () => {
    const table = readTable('a,b\n1,x\n', 'my.csv');
    expect(() => table.numbers('c')).toThrow("my.csv has no column 'c'; it has a, b.");
    expect(() => table.numericColumn('', 1)).toThrow('my.csv: 2 columns of numbers needed, found 1.');
  });

  it('names the line of ragged rows and open quotes', () => {
    expect(() => readTable('a,b,class\n1,2,x\n1,x\n', 'my.csv')).toThrow(/^my\.csv, line 3.*2/);
    expect(() => readTable('a,class\n1,"x\n2,y\n', 'my.csv')).toThrow(/^my\.csv, line \d/);
  });

  it('bounds rows and columns', () => {
    const rows = Array.from({ length: 30 }, () => '1,x').join('\n');
    expect(() => readTable(`a,class\n${rows}`, 'my.csv', { maxRows: 20 })).toThrow(/^my\.csv.*20/);
    const wide = Array.from({ length: 200 }, (_, i) => `c${i}`).join(',');
    expect(() => readTable(`${wide}\n${wide}`, 'my.csv')).toThrow('200 columns, but at most 100');
  });
});

it('names a table by its file and what is in it', () => {
  const reference = tableReference('../my data/t:1.csv', 'a\n1\n');
  expect(reference).toMatch(/^\.\._my data_t_1\.csv~[0-9a-f]{16}$/);
  expect(tableName(reference)).toBe('.._my data_t_1.csv');
  expect(tableReference('t.csv', 'a\n2\n')).not.toBe(tableReference('t.csv', 'a\n1\n'));
});

describe('loadDataset', () => {
  it.each([
    ['digits', 1797, 64, 10],
    ['iris', 150, 4, 3],
    ['wine', 178, 13, 3],
  ] as const)('reads %s whole', async (name, rows, columns, classes) => {
    const { x, y, features } = await loadDataset(name);
    expect([x.length, features.length, new Set(y).size]).toEqual([rows, columns, classes]);
  });
});
