import type { ReceptiveField } from './receptive-field.js';
import type { Summary, SummaryRow } from './summary.js';

/** The summary as an aligned table with totals below it. */
export function summaryTable({
  rows,
  parameters,
  trainableParameters,
  multiplyAdds,
  bytes,
}: Omit<Summary, 'toString'>): string {
  const frozen = parameters - trainableParameters;
  const table = aligned(
    [
      ['module', 'output', 'parameters', 'multiply-adds', 'receptive field'],
      ...rows.map((row, i) => cells(row, parentOf(rows, i))),
    ],
    [false, false, true, true, false],
  );
  const rule = '-'.repeat(Math.max(...table.map((line) => line.length)));
  return [
    table[0],
    rule,
    ...table.slice(1),
    rule,
    `parameters     ${count(parameters)}${frozen > 0 ? `, ${count(frozen)} of them frozen` : ''}`,
    `multiply-adds  ${count(multiplyAdds)}`,
    `memory         input ${size(bytes.input)}, parameters ${size(bytes.parameters)}, outputs of layers ${size(bytes.outputs)}`,
  ].join('\n');
}

/** Name of the module that holds row `i`. */
function parentOf(rows: readonly SummaryRow[], i: number): string {
  return rows.slice(0, i).findLast(({ depth }) => depth < rows[i].depth)?.name ?? '';
}

function cells(row: SummaryRow, parent: string): string[] {
  const { name, type, depth, calls, outputShapes, multiplyAdds, receptiveField } = row;
  const own = parent ? name.slice(parent.length + 1) : name;
  return [
    `${'  '.repeat(depth)}${own ? `${own} ` : ''}${type}`,
    `${outputShapes.map((shape) => `[${shape.join(', ')}]`).join(' ') || '-'}${calls > 1 ? `, ${calls} calls` : ''}`,
    parameterCell(row),
    calls === 0 ? '-' : count(multiplyAdds),
    fieldCell(receptiveField),
  ];
}

function parameterCell({ parameters, trainableParameters }: SummaryRow): string {
  if (parameters === trainableParameters) return count(parameters);
  return `${count(parameters)} (${trainableParameters === 0 ? 'frozen' : `${count(trainableParameters)} trained`})`;
}

/** '7 x 7, jump 2 x 2 from 0.5' and the like; one number where all axes agree. */
function fieldCell(field: ReceptiveField | 'all' | undefined): string {
  if (field === undefined || field === 'all') return field ?? '-';
  const each = (numbers: readonly number[]): string =>
    numbers.every((value) => value === numbers[0]) && numbers.length > 1
      ? `${short(numbers[0])}`
      : numbers.map(short).join(' x ');
  const sizes = field.size.map(short).join(' x ');
  return `${sizes}, jump ${each(field.jump)}, start ${each(field.start)}`;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));

const count = (value: number): string => value.toLocaleString('en-US');

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}

/** Lines with columns of equal width, numbers to the right. */
function aligned(lines: readonly (readonly string[])[], isNumber: readonly boolean[]): string[] {
  const widths = isNumber.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}
