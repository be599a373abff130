// The options of an experiment: a zod schema whose fields carry their labels, so that the page's controls, the command line's
// --set and the server's checks are all read from one place.
import { z } from 'zod';
import type { Text } from './text.js';

interface FieldText {
  readonly label: Text;
  /** A sentence under the control. */
  readonly hint?: Text;
}

interface NumberField extends FieldText {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /** Step of the slider. @default 1 for integers, a hundredth of the range otherwise */
  readonly step?: number;
  /** A slider that moves in powers of ten; needs `min` > 0. */
  readonly logarithmic?: boolean;
}

/** What the page needs to draw one option, as plain JSON. */
export interface Control {
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'choice' | 'toggle' | 'drawing' | 'points' | 'table' | 'column' | 'text';
  readonly label: Text;
  readonly hint?: Text;
  readonly default: OptionValue;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly logarithmic?: boolean;
  readonly choices?: readonly { readonly value: string; readonly label: Text }[];
  /** Of a column: whether it must hold numbers, and what an empty setting stands for. */
  readonly numeric?: boolean;
  readonly automatic?: Text;
  /** Of points: how many classes can be drawn. */
  readonly classes?: number;
}

export type OptionValue = number | string | boolean;
export type OptionValues = Readonly<Record<string, OptionValue>>;
export type OptionsSchema = z.ZodObject<Record<string, z.ZodType>>;

type ControlMeta = Omit<Control, 'name' | 'default'>;

/** A whole number. */
export function integer(field: NumberField) {
  const { min, max, label, hint, step = 1, logarithmic } = field;
  const meta: ControlMeta = { kind: 'integer', label, hint, min, max, step, logarithmic };
  return z.int().min(min).max(max).default(field.default).meta({ control: meta });
}

/** A finite number. */
export function number(field: NumberField) {
  const { min, max, label, hint, step = (max - min) / 100, logarithmic } = field;
  const meta: ControlMeta = { kind: 'number', label, hint, min, max, step, logarithmic };
  return z.number().min(min).max(max).default(field.default).meta({ control: meta });
}

/** One of a few named values. */
export function choice<const Name extends string>(
  field: FieldText & { readonly choices: Readonly<Record<Name, Text>>; readonly default: NoInfer<Name> },
) {
  const names = Object.keys(field.choices) as [Name, ...Name[]];
  const choices = names.map((value) => ({ value, label: field.choices[value] }));
  const meta: ControlMeta = { kind: 'choice', label: field.label, hint: field.hint, choices };
  return z
    .enum(names)
    .default(field.default as never)
    .meta({ control: meta });
}

/** Yes or no. */
export function toggle(field: FieldText & { readonly default: boolean }) {
  const meta: ControlMeta = { kind: 'toggle', label: field.label, hint: field.hint };
  return z.boolean().default(field.default).meta({ control: meta });
}

/** A text of the visitor's own, of at least two characters. */
export function textBox(field: FieldText & { readonly most: number; readonly default: string }) {
  const meta: ControlMeta = { kind: 'text', label: field.label, hint: field.hint, max: field.most };
  return z.string().min(2).max(field.most).default(field.default).meta({ control: meta });
}

/** An 8x8 drawing: 64 characters, one per pixel from top left, '0'..'9' and 'a'..'g' for 0..16; empty for none. */
export function drawing(field: FieldText) {
  const meta: ControlMeta = { kind: 'drawing', label: field.label, hint: field.hint };
  return z
    .string()
    .regex(/^([0-9a-g]{64})?$/, 'must be 64 characters, each 0-9 or a-g')
    .default('')
    .meta({ control: meta });
}

/** Points drawn by hand in the unit square: 'x,y,class' joined by ';'; empty for none. At most 500 points. */
export function points(field: FieldText & { readonly classes?: boolean }) {
  const meta: ControlMeta = { kind: 'points', label: field.label, hint: field.hint, classes: field.classes ? 3 : 1 };
  return z
    .string()
    .max(8000)
    .regex(
      /^(?:[01](?:\.\d{1,4})?,[01](?:\.\d{1,4})?,\d(?:;|$)){0,500}$/,
      "must be up to 500 points 'x,y,class' joined by ';'",
    )
    .default('')
    .meta({ control: meta });
}

/** A table of the visitor's own, named by a `tableReference`; empty for none. An experiment has at most one, called `data`. */
export function table(field: FieldText) {
  const meta: ControlMeta = { kind: 'table', label: field.label, hint: field.hint };
  return z
    .string()
    .regex(/^(?:[\p{L}\p{N}._ -]{1,60}~[0-9a-f]{16})?$/u, 'must name a table')
    .default('')
    .meta({ control: meta });
}

/** A column of the visitor's table; empty for the one that `automatic` describes. Shown only where there is a table. */
export function column(field: FieldText & { readonly automatic: Text; readonly kind?: 'numbers' | 'any' }) {
  const { label, hint, automatic, kind = 'numbers' } = field;
  const meta: ControlMeta = { kind: 'column', label, hint, automatic, numeric: kind === 'numbers' };
  return z.string().max(100).default('').meta({ control: meta });
}

/** The numbers 0..16 of a {@link drawing}, row by row; `undefined` for an empty one. */
export function parseDrawing(value: string): number[] | undefined {
  if (value === '') return undefined;
  return Array.from(value, (character) => Number.parseInt(character, 17));
}

/** The points of a {@link points} option. */
export function parsePoints(value: string): { x: number; y: number; label: number }[] {
  return value
    .split(';')
    .filter(Boolean)
    .map((point) => {
      const [x, y, label] = point.split(',').map(Number);
      return { x, y, label };
    });
}

/** The controls of a schema, in its order. */
export function controlsOf(schema: OptionsSchema): Control[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const meta = (field.meta() as { control?: ControlMeta } | undefined)?.control;
    if (!meta) throw new Error(`Option '${name}' has no label: build it with the helpers of options.ts.`);
    return { name, ...meta, default: field.parse(undefined) as OptionValue };
  });
}

/** The value that `raw`, as typed on the command line or in an address, stands for; left as it is where it fits no kind. */
export function readOption(control: Control, raw: string): OptionValue {
  switch (control.kind) {
    case 'number':
    case 'integer':
      return raw.trim() !== '' && Number.isFinite(Number(raw)) ? Number(raw) : raw;
    case 'toggle':
      if (['true', 'yes', 'on', '1'].includes(raw)) return true;
      return ['false', 'no', 'off', '0'].includes(raw) ? false : raw;
    default:
      return raw;
  }
}

/** What a control accepts, in words, for `--help` and errors: "an integer from 1 to 50". */
export function describeControl(control: Control): string {
  switch (control.kind) {
    case 'integer':
      return `an integer from ${control.min} to ${control.max}`;
    case 'number':
      return `a number from ${control.min} to ${control.max}`;
    case 'choice':
      return `one of ${control.choices!.map((item) => item.value).join(', ')}`;
    case 'toggle':
      return 'true or false';
    case 'drawing':
      return '64 characters, each 0-9 or a-g';
    case 'points':
      return "points 'x,y,class' in the unit square, joined by ';'";
    case 'table':
      return 'a CSV file with a header row (--data FILE on the command line)';
    case 'text':
      return `a text of 2 to ${control.max} characters`;
    case 'column':
      return 'the name of a column of the table';
  }
}
