import { InvalidDataError } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../src/data/datasets.js';
import { readLabelledCsv } from '../src/data/read-csv.js';

describe('readLabelledCsv', () => {
  it('reads features and classes', () => {
    expect(readLabelledCsv('\ufeffa,b,class\n1,2,x\n\n3,4e-1,"y, z"\n', 'my.csv')).toEqual({
      features: ['a', 'b'],
      x: [
        [1, 2],
        [3, 0.4],
      ],
      y: ['x', 'y, z'],
    });
  });

  it.each([
    ['a,b,class\n1,2,x\n3,oops,y\n', "my.csv, line 3, column 2 ('b'): expected a number, got 'oops'."],
    ['a,b,class\n1,,x\n', "my.csv, line 2, column 2 ('b'): expected a number, got nothing."],
    ['a,b,class\n1,Infinity,x\n', "my.csv, line 2, column 2 ('b'): expected a number, got 'Infinity'."],
    ['a,b,class\n1,2,\n', 'my.csv, line 2, column 3: the class is missing.'],
    ['', 'my.csv: a header row and at least one row of data are needed.'],
    ['a,class\n', 'my.csv: a header row and at least one row of data are needed.'],
    ['class\nx\n', 'my.csv, line 1: at least one feature and the class are needed.'],
  ])('names the place in %j', (content, message) => {
    expect(() => readLabelledCsv(content, 'my.csv')).toThrow(new InvalidDataError(message));
  });

  it('names the line of ragged rows and open quotes', () => {
    expect(() => readLabelledCsv('a,b,class\n1,2,x\n1,x\n', 'my.csv')).toThrow(/^my\.csv, line 3.*2/);
    expect(() => readLabelledCsv('a,class\n1,"x\n2,y\n', 'my.csv')).toThrow(/^my\.csv, line \d/);
  });

  it('bounds rows and columns', () => {
    const rows = Array.from({ length: 30 }, () => '1,x').join('\n');
    expect(() => readLabelledCsv(`a,class\n${rows}`, 'my.csv', { maxRows: 20 })).toThrow('my.csv: more than 20 rows.');
    const wide = Array.from({ length: 200 }, (_, i) => `c${i}`).join(',');
    expect(() => readLabelledCsv(`${wide}\n${wide}`, 'my.csv')).toThrow('200 columns, but at most 100');
  });
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
