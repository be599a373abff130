// Colours that readers with any colour vision tell apart (after Okabe and Ito, 2008, deepened for paper and lightened for dark
// pages). Plots name them as CSS variables with the light value as fallback, so that one SVG serves both themes.
const LIGHT = ['#0a6cb0', '#d9750b', '#0e785d', '#b0558f', '#8a7a12', '#a3470a', '#2f8fc7', '#5b6770'];

/** The colour of class `i` in a plot. */
export function classColor(i: number): string {
  const index = i % LIGHT.length;
  return `var(--series-${index}, ${LIGHT[index]})`;
}

export const classColors = LIGHT.map((_, i) => classColor(i));

/** Ink of text and strong marks, of quiet marks, of the grid, and of the page. */
export const ink = 'var(--ink, #1f2328)';
export const quietInk = 'var(--ink-quiet, #667079)';
export const gridLine = 'var(--rule, #e2dfd8)';
export const paper = 'var(--paper, #ffffff)';

/** Ink on the orange of either theme. */
export const onOrange = '#16191c';

/** The light theme's class colours as RGB bytes, for pictures made of pixels. */
export const classRgb: readonly (readonly [number, number, number])[] = LIGHT.map((hex) => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
});

/** Points of the 'cividis' scale (Nuñez, Anderton and Renslow, 2018), dark to light, even for colour-blind readers. */
const CIVIDIS: readonly (readonly [number, number, number])[] = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 93, 109],
  [112, 113, 115],
  [138, 134, 120],
  [165, 156, 116],
  [195, 179, 105],
  [225, 204, 85],
  [254, 232, 56],
];

/** RGB bytes of `t` in [0, 1]. */
export function cividis(t: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, t)) * (CIVIDIS.length - 1);
  const low = Math.min(CIVIDIS.length - 2, Math.floor(place));
  const share = place - low;
  return [0, 1, 2].map((c) => Math.round(CIVIDIS[low][c] * (1 - share) + CIVIDIS[low + 1][c] * share)) as [
    number,
    number,
    number,
  ];
}
