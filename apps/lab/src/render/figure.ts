import type { Figure } from '../experiment.js';
import { isText, type Language, type Text } from '../text.js';
import { renderNetwork } from './network.js';
import { pngDataUrl } from './png.js';
import type { RenderedFigure } from './rendered.js';
import { renderPlot } from './vega.js';

/** Draws a figure in one language. */
export async function renderFigure(figure: Figure, language: Language): Promise<RenderedFigure> {
  const say = <T>(value: T | Text) => (isText(value) ? value[language] : value);
  const { name } = figure;
  const head = { name, title: figure.title[language], caption: figure.caption?.[language] };
  switch (figure.kind) {
    case 'plot':
      return { ...head, kind: 'plot', ...(await renderPlot(figure.spec, language, figure)) };
    case 'network':
      return { ...head, kind: 'plot', svg: renderNetwork(figure, language), picks: [] };
    case 'picture': {
      const { pixels } = figure;
      const { width, height, channels } = pixels;
      return { ...head, kind: 'picture', png: pngDataUrl(pixels), width, height, ink: channels === 2 };
    }
    case 'tiles': {
      const tiles = figure.tiles.map(({ pixels, label, tone }) => ({
        png: pngDataUrl(pixels),
        label: say<string>(label),
        tone,
        ink: pixels.channels === 2,
      }));
      return { ...head, kind: 'tiles', tiles, size: figure.size ?? 48 };
    }
    case 'table': {
      const columns = figure.columns.map((column) => ({ ...column, label: column.label[language] }));
      return {
        ...head,
        kind: 'table',
        columns,
        rows: figure.rows.map((row) => row.map((cell) => say<string | number>(cell))),
      };
    }
  }
}
