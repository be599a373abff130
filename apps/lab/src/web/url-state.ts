// The settings in the address: only what differs from the defaults, so that addresses stay short enough to send.
// A table of the visitor's is named by its digest; drawings are in the address themselves.
import type { Control, OptionValue } from '../options.js';

export interface Settings {
  options: Record<string, OptionValue>;
  seed: number;
}

export function defaults(controls: readonly Control[]): Settings {
  return { options: Object.fromEntries(controls.map((control) => [control.name, control.default])), seed: 0 };
}

function fits(control: Control, value: OptionValue): boolean {
  if (control.kind === 'number' || control.kind === 'integer') {
    const inRange = typeof value === 'number' && value >= control.min! && value <= control.max!;
    return inRange && (control.kind === 'number' || Number.isInteger(value));
  }
  if (control.kind === 'choice') return control.choices!.some((choice) => choice.value === value);
  return typeof value === (control.kind === 'toggle' ? 'boolean' : 'string');
}

function read(control: Control, raw: string): OptionValue {
  if (control.kind === 'number' || control.kind === 'integer') return raw === '' ? Number.NaN : Number(raw);
  if (control.kind === 'toggle') return raw === 'true';
  return raw;
}

/** The settings of the present address; what does not fit is left at its default. */
export function settingsFromAddress(controls: readonly Control[]): Settings {
  const { searchParams } = new URL(location.href);
  const settings = defaults(controls);
  for (const control of controls) {
    const raw = searchParams.get(control.name);
    if (raw === null) continue;
    const value = read(control, raw);
    if (fits(control, value)) settings.options[control.name] = value;
  }
  const seed = Number(searchParams.get('seed') ?? 0);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) settings.seed = seed;
  return settings;
}

export function writeSettings(controls: readonly Control[], { options, seed }: Settings): void {
  const url = new URL(location.href);
  for (const control of controls) {
    const value = options[control.name];
    if (value !== control.default) url.searchParams.set(control.name, String(value));
    else url.searchParams.delete(control.name);
  }
  if (seed !== 0) url.searchParams.set('seed', String(seed));
  else url.searchParams.delete('seed');
  history.replaceState(null, '', url);
}

/** The settings in which two runs differ, for a caption: "k = 5, weights = distance". */
export function differences(
  controls: readonly Control[],
  settings: Settings,
  from: Settings = defaults(controls),
): [string, string][] {
  const changed = controls
    .filter(({ name }) => settings.options[name] !== from.options[name])
    .map(({ name }): [string, string] => {
      const value = String(settings.options[name]).replace(/~[0-9a-f]{16}$/, '');
      return [name, value.length > 24 ? '…' : value];
    });
  if (settings.seed !== from.seed) changed.push(['seed', String(settings.seed)]);
  return changed;
}
