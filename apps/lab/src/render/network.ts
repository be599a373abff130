// A network drawn as it is taught: a column of pictures for each layer, and the weights between them as lines.
import type { Network } from '../experiment.js';
import { classColor, ink, quietInk } from '../figures/palette.js';
import { formatNumber } from '../format.js';
import { isText, type Language, type Text } from '../text.js';
import { pngDataUrl } from './png.js';
import { escapeHtml } from './prose.js';

const WIDTH = 640;
const GAP = 8;
const LARGEST_TILE = 44;
const TALLEST = 470;
const EDGE = 34;
const THICKEST = 5;
const HEAD = 22;
/** Letters of a class beside its node. */
const LONGEST_NAME = 4;

/** The SVG of a network. Blue lines add, orange ones take away; the thicker, the more. */
export function renderNetwork({ layers, weights }: Network, language: Language): string {
  const say = (value: Text | string) => (isText(value) ? value[language] : value);
  const most = Math.max(...layers.map(({ tiles }) => tiles.length));
  const tile = Math.min(LARGEST_TILE, TALLEST / most - GAP);
  const height = HEAD + most * (tile + GAP) + GAP;
  const x = (layer: number) => EDGE + (layer * (WIDTH - 2 * EDGE - tile)) / (layers.length - 1);
  const y = (layer: number, place: number) => {
    const free = height - HEAD - layers[layer].tiles.length * (tile + GAP);
    return HEAD + free / 2 + place * (tile + GAP);
  };
  const largest = Math.max(...weights.flat(2).map(Math.abs), 1e-9);
  const links = weights.flatMap((matrix, layer) =>
    matrix.flatMap((row, from) =>
      row.map((weight, to) => {
        const [x1, y1] = [x(layer) + tile, y(layer, from) + tile / 2];
        const [x2, y2] = [x(layer + 1), y(layer + 1, to) + tile / 2];
        const middle = (x1 + x2) / 2;
        const share = Math.abs(weight) / largest;
        const names = `${say(layers[layer].tiles[from].label)} → ${say(layers[layer + 1].tiles[to].label)}`;
        return `<path d="M${x1.toFixed(1)},${y1.toFixed(1)}C${middle.toFixed(1)},${y1.toFixed(1)},${middle.toFixed(1)},${y2.toFixed(1)},${x2.toFixed(1)},${y2.toFixed(1)}" fill="none" stroke="${classColor(weight < 0 ? 1 : 0)}" stroke-width="${(0.3 + THICKEST * share).toFixed(2)}" stroke-opacity="${(0.12 + 0.75 * share).toFixed(2)}" aria-roledescription="link" aria-label="${escapeHtml(`${names}: ${formatNumber(weight, 3)}`)}"/>`;
      }),
    ),
  );
  const nodes = layers.flatMap(({ tiles }, layer) =>
    tiles.map(({ pixels, label }, place) => {
      const at = `x="${x(layer).toFixed(1)}" y="${y(layer, place).toFixed(1)}" width="${tile.toFixed(1)}" height="${tile.toFixed(1)}"`;
      return `<g aria-roledescription="neuron" aria-label="${escapeHtml(say(label))}"><rect ${at} rx="3" fill="var(--card, #ffffff)" stroke="${quietInk}" stroke-width="0.8"/><image ${at} href="${pngDataUrl(pixels)}" preserveAspectRatio="none"${pixels.channels === 2 ? ' class="ink"' : ''} style="image-rendering:pixelated"/></g>`;
    }),
  );
  const titles = layers.map(
    ({ title }, layer) =>
      `<text x="${(x(layer) + tile / 2).toFixed(1)}" y="12" text-anchor="middle" font-size="12" fill="${quietInk}">${escapeHtml(say(title))}</text>`,
  );
  const answers = layers
    .at(-1)!
    .tiles.map(
      ({ label }, place) =>
        `<text x="${(x(layers.length - 1) + tile + 7).toFixed(1)}" y="${(y(layers.length - 1, place) + tile / 2 + 5).toFixed(1)}" font-size="14" fill="${ink}">${escapeHtml(say(label).slice(0, LONGEST_NAME))}</text>`,
    );
  return `<svg class="network" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}" height="${Math.ceil(height)}" font-family="system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif">${links.join('')}${nodes.join('')}${titles.join('')}${answers.join('')}</svg>`;
}
