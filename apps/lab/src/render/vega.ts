import type { View } from 'vega';
import type { Pixels, Plot, PlotSpec } from '../experiment.js';
import { classColors, gridLine, ink, paper, quietInk } from '../figures/palette.js';
import { type Language, localise } from '../text.js';
import { pngDataUrl } from './png.js';
import type { AxisPick } from './rendered.js';

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

const CONFIG = {
  background: 'transparent',
  font: FONT,
  view: { stroke: 'transparent', continuousWidth: 460, continuousHeight: 300 },
  axis: {
    labelColor: quietInk,
    titleColor: ink,
    titleFontWeight: 'normal',
    titleFontSize: 13,
    labelFontSize: 12,
    titlePadding: 8,
    domainColor: quietInk,
    tickColor: quietInk,
    tickSize: 4,
    labelLimit: 0,
    gridColor: gridLine,
  },
  legend: {
    labelColor: ink,
    titleColor: ink,
    titleFontWeight: 'normal',
    labelFontSize: 13,
    titleFontSize: 13,
    symbolStrokeWidth: 0,
    labelLimit: 0,
    columnPadding: 16,
    gridAlign: 'each',
  },
  header: { labelColor: ink, titleColor: ink, labelFontSize: 12 },
  title: { color: ink, fontSize: 13, fontWeight: 'normal', anchor: 'start' },
  range: { category: classColors },
  mark: { color: classColors[0] },
  rule: { color: quietInk },
  text: { color: ink },
  point: { filled: true, size: 40, opacity: 1, stroke: paper, strokeWidth: 0.6 },
  line: { strokeWidth: 2 },
};

/** Draws a Vega-Lite specification as SVG. Colours stay CSS variables with fallbacks, so one drawing serves light and dark pages. */
export async function renderPlot(
  spec: PlotSpec,
  language: Language,
  { background, pick = {} }: Pick<Plot, 'background' | 'pick'> = {},
): Promise<{ svg: string; picks: AxisPick[] }> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  (vega as unknown as { textMetrics: TextMetrics }).textMetrics.width = textWidth;
  const localised = describeMarks(localise(spec, language)) as Parameters<typeof compile>[0];
  const { spec: compiled } = compile({ ...localised, config: CONFIG } as Parameters<typeof compile>[0], {
    logger: quietLogger,
  });
  const loader = vega.loader();
  loader.load = () => Promise.reject(new Error('Plots hold their own data.'));
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', loader, logLevel: vega.Error });
  try {
    const svg = (await view.toSVG()).replace(EMPTY_GROUP, '');
    const picks = Object.entries(pick).map(([axis, option]) => readPick(view, axis as 'x' | 'y', option));
    return { svg: background ? underlay(svg, background) : svg, picks };
  } finally {
    view.finalize();
  }
}

interface TextMetrics {
  width: typeof textWidth;
}

/** Share of the font size that letters take, by kind; without a canvas Vega takes every letter for a wide one, and Chinese for Latin. */
const LETTER_WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u2e80-\u9fff\uff00-\uffef]/, 1],
  [/[ .,:;'|!ijlt()/I[\]-]/, 0.32],
  [/[A-Zmw%→⊕]/, 0.72],
];
const LETTER_WIDTH = 0.56;

function textWidth(item: { readonly fontSize?: number; readonly text?: unknown }, text: unknown = item.text): number {
  const letters = Array.from(String(text ?? ''));
  const ems = letters.reduce(
    (sum, letter) => sum + (LETTER_WIDTHS.find(([kind]) => kind.test(letter))?.[1] ?? LETTER_WIDTH),
    0,
  );
  return Math.ceil(ems * (item.fontSize ?? 11));
}

/** Marks of which none is drawn would be announced as a picture without a name. */
const EMPTY_GROUP = /<g class="mark-[\w-]+ role-mark [^>]*(?:\/>|><\/g>)/g;

function readPick(view: View, axis: 'x' | 'y', option: string): AxisPick {
  const scale = view.scale(axis) as { domain(): number[]; type?: string };
  const [from, to] = scale.domain();
  return { axis, option, from, to, logarithmic: scale.type === 'log' };
}

const quietLogger = {
  level: () => quietLogger,
  error: (...messages: unknown[]) => {
    throw new Error(messages.join(' '));
  },
  warn: () => quietLogger,
  info: () => quietLogger,
  debug: () => quietLogger,
} as never;

/**
 * Gives each mark its tooltip as description: hovering in the page and screen readers read it from the SVG, and without this they
 * would be told of every channel of the drawing.
 */
function describeMarks(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(describeMarks);
  if (typeof part !== 'object' || part === null) return part;
  const described = Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, key === 'data' ? value : describeMarks(withPowers(key, value))]),
  );
  const { tooltip, ...encoding } = (described['encoding'] ?? {}) as { tooltip?: readonly TooltipField[] };
  if (!tooltip) return described;
  const lines = tooltip.map(({ field, title = field, format }) => {
    const value = `datum[${JSON.stringify(field)}]`;
    return `${JSON.stringify(`${title}: `)} + ${format ? `format(${value}, ${JSON.stringify(format)})` : value}`;
  });
  return { ...described, encoding: { ...encoding, description: { value: { expr: lines.join(" + '; ' + ") } } } };
}

/** Labels of a logarithmic axis: powers of ten alone, unless there are hardly any. */
function withPowers(channel: string, encoding: unknown): unknown {
  if (channel !== 'x' && channel !== 'y') return encoding;
  const { axis, scale } = encoding as { axis?: object | null; scale?: { type?: string } };
  if (scale?.type !== 'log' || axis === null) return encoding;
  const power = `abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6`;
  const decades = `log(domain('${channel}')[1] / domain('${channel}')[0]) / LN10`;
  return { ...(encoding as object), axis: { ...axis, labelExpr: `${power} || ${decades} < 1.5 ? datum.label : ''` } };
}

interface TooltipField {
  readonly field: string;
  readonly title?: string;
  readonly format?: string;
}

/** Puts a picture over the data rectangle, under every mark. */
function underlay(svg: string, pixels: Pixels): string {
  const frame = svg.match(
    /<path class="background"[^>]* d="M0[.\d]*,0[.\d]*h([\d.]+)v([\d.]+)h[^"]*"[^>]*><\/path>|<path class="background"[^>]* d="M0[.\d]*,0[.\d]*h([\d.]+)v([\d.]+)h[^"]*"[^>]*\/>/,
  );
  if (!frame) throw new Error('The plot has no frame to put a picture under.');
  const [width, height] = frame.slice(1).filter(Boolean);
  const image = `<image href="${pngDataUrl(pixels)}" width="${width}" height="${height}" preserveAspectRatio="none"/>`;
  const end = frame.index! + frame[0].length;
  return svg.slice(0, end) + image + svg.slice(end);
}

/** The SVG with every CSS variable replaced by its fallback, for programs that are no browsers. */
export function standaloneSvg(svg: string): string {
  return svg.replace(/var\(--[\w-]+, (#[0-9a-f]+)\)/g, '$1').replace('<svg ', '<svg style="background:#fff" ');
}
