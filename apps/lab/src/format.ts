import type { ResultValue } from './experiment.js';
import { isText, type Language } from './text.js';

/** A number with so many significant digits, without trailing zeros: 0.9867, 1.2e-7, 1437. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value).replace('-', '−');
  const magnitude = Math.abs(value);
  const short =
    magnitude >= 1e-4 && magnitude < 1e7 ? String(Number(value.toPrecision(digits))) : value.toExponential(digits - 1);
  return short.replace('-', '−');
}

export function formatValue({ value, digits }: ResultValue, language: Language): string {
  if (typeof value === 'number') return formatNumber(value, digits);
  if (isText(value)) return value[language];
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  return value;
}
