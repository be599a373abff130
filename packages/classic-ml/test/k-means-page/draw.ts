// Small drawings as SVG text: panels of points, bars and lines on a light ground, numbers rounded so that files stay small.

/** Colours that people with colour-blindness tell apart (Okabe and Ito). */
export const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a6f00', '#444444'];

const PADDING = 10;
const TITLE = 22;
const round = (value: number): string => String(Math.round(value * 10) / 10);

/** What is drawn in one rectangle, in its pixels. */
export interface Panel {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

/** Panels in rows, as one picture. @param description for those who do not see it */
export function picture(description: string, rows: readonly (readonly Panel[])[]): string {
  let top = PADDING;
  let right = 0;
  const parts: string[] = [];
  for (const row of rows) {
    let left = PADDING;
    for (const { title, width, height, content } of row) {
      parts.push(
        `<g transform="translate(${left} ${top})"><text x="2" y="14" font-weight="bold">${title}</text>`,
        `<g transform="translate(0 ${TITLE})"><rect width="${width}" height="${height}" fill="none" stroke="#bbb"/>${content}</g></g>`,
      );
      left += width + PADDING;
    }
    right = Math.max(right, left);
    top += TITLE + Math.max(...row.map(({ height }) => height)) + PADDING;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${top}" width="${right}" height="${top}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${description}</title>`,
    `<rect width="${right}" height="${top}" rx="6" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Points in the plane with a number for each, and centers. */
export interface Points {
  readonly x: readonly (readonly number[])[];
  readonly labels: ArrayLike<number>;
  readonly centers?: readonly (readonly number[])[];
}

/** @param box the part of the plane that is shown: [left, right, bottom, top] */
export function scatter(
  title: string,
  { x, labels, centers = [] }: Points,
  box: readonly [number, number, number, number],
  [width, height]: readonly [number, number] = [250, 190],
): Panel {
  const [left, right, bottom, top] = box;
  const place = ([a, b]: readonly number[]): string =>
    `${round(((a - left) / (right - left)) * width)} ${round(height - ((b - bottom) / (top - bottom)) * height)}`;
  const dots = COLORS.map((color, c) => {
    // noise, -1, is grey
    const own = x.filter((_, i) => labels[i] >= 0 && labels[i] % COLORS.length === c);
    return own.length > 0 && dotsOf(own.map(place), color);
  });
  const noise = x.filter((_, i) => labels[i] < 0);
  const crosses = centers.map((center) => {
    const at = place(center);
    return `M${at}m-4.5 0h9m-4.5 -4.5v9`;
  });
  const content = [
    ...dots.filter((path) => path !== false),
    ...(noise.length > 0 ? [dotsOf(noise.map(place), '#bbb')] : []),
    ...['#fff" stroke-width="5', '#000" stroke-width="2'].map(
      (stroke) => crosses.length > 0 && `<path d="${crosses.join('')}" fill="none" stroke="${stroke}"/>`,
    ),
  ];
  return { title, width, height, content: content.filter((path) => path !== false).join('\n') };
}

const dotsOf = (places: readonly string[], color: string): string =>
  `<path d="${places.map((at) => `M${at}h0`).join('')}" stroke="${color}" stroke-width="3.4" stroke-linecap="round" fill="none" opacity="0.75"/>`;

/** How many values fall into each of equal parts of [low, high], as bars. */
export function histogram(
  title: string,
  values: readonly number[],
  [low, high]: readonly [number, number],
  color: string,
  [width, height]: readonly [number, number] = [520, 110],
): Panel {
  const bins = 50;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
  const most = Math.max(...counts);
  const base = height - 18;
  const bars = counts.map((count, bin) => {
    const tall = (count / most) * (base - 16);
    const label =
      count === most
        ? `<text x="${round(((bin + 0.5) / bins) * width)}" y="${round(base - tall - 3)}" text-anchor="middle" font-size="10">${count}</text>`
        : '';
    return count > 0
      ? `<rect x="${round((bin / bins) * width + 0.5)}" y="${round(base - tall)}" width="${round(width / bins - 1)}" height="${round(tall)}" fill="${color}"/>${label}`
      : '';
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
    return `<text x="${round(share * (width - 8) + 4)}" y="${height - 5}" text-anchor="${anchor}" font-size="10">${(low + share * (high - low)).toFixed(1)}</text>`;
  });
  const line = `<path d="M0 ${base}h${width}" stroke="#bbb"/>`;
  return { title, width, height, content: [line, ...bars.filter(Boolean), ...ticks].join('\n') };
}

/** Lines over a common horizontal axis; both axes run from the first to the second number of their range. */
export function lines(
  title: string,
  curves: readonly (readonly (readonly [number, number])[])[],
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
  [under, beside]: readonly [string, string],
  [width, height]: readonly [number, number] = [520, 220],
): Panel {
  const [x0, y0] = [34, height - 30];
  const place = ([a, b]: readonly [number, number]): string =>
    `${round(x0 + ((a - left) / (right - left)) * (width - x0 - 8))} ${round(y0 - ((b - bottom) / (top - bottom)) * (y0 - 8))}`;
  const paths = curves.map(
    (curve, c) =>
      `<path d="M${curve.map(place).join('L')}" fill="none" stroke="${COLORS[c % COLORS.length]}" stroke-width="1.4"/>`,
  );
  const frame = [
    `<path d="M${x0} 8V${y0}H${width - 8}" fill="none" stroke="#888"/>`,
    `<text x="${width - 8}" y="${height - 4}" text-anchor="end" font-size="10">${under}</text>`,
    `<text x="${x0}" y="${height - 17}" text-anchor="middle" font-size="10">${left}</text>`,
    `<text x="${width - 8}" y="${height - 17}" text-anchor="end" font-size="10">${right}</text>`,
    `<text transform="translate(12 ${round(y0 / 2)}) rotate(-90)" text-anchor="middle" font-size="10">${beside}</text>`,
    `<text x="${x0 - 4}" y="${y0}" text-anchor="end" font-size="10">${bottom}</text>`,
    `<text x="${x0 - 4}" y="16" text-anchor="end" font-size="10">${top}</text>`,
  ];
  return { title, width, height, content: [...frame, ...paths].join('\n') };
}
