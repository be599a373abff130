import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from '../experiment.js';
import { contactSheet, enlarge } from '../figures/pixels.js';
import { renderFigure } from '../render/figure.js';
import { encodePng } from '../render/png.js';
import type { RenderedFigure } from '../render/rendered.js';
import { reportHtml } from '../render/report.js';
import { standaloneSvg } from '../render/vega.js';
import type { RunStats } from '../runner/messages.js';
import type { Recorder } from '../runner/recorder.js';
import type { Language } from '../text.js';

/** Writes a finished run to a folder: result.json (what was found), run.json (time and engine), pictures and report.html. */
export async function writeRun(recorder: Recorder, stats: RunStats, language: Language, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
  await write('result.json', recorder.resultJson());
  await write(
    'run.json',
    `${JSON.stringify({ ...stats, node: process.version, finishedAt: new Date().toISOString() }, null, 2)}\n`,
  );
  for (const [name, content] of Object.entries(recorder.result?.files ?? {})) await write(name, content);
  const rendered: RenderedFigure[] = [];
  for (const figure of recorder.orderedFigures()) {
    const drawn = await renderFigure(figure, language);
    rendered.push(drawn);
    if (drawn.kind === 'plot') await write(`${figure.name}.svg`, standaloneSvg(drawn.svg));
    const png = pictureFile(figure);
    if (png) await write(`${figure.name}.png`, png);
  }
  await write('report.html', await reportHtml(recorder, rendered, stats, language));
}

const TILES_A_ROW = 10;
const SMALL = 64;

/** Pictures and tiles as a PNG, small ones enlarged without smoothing. */
export function pictureFile(figure: Figure): Uint8Array | undefined {
  if (figure.kind !== 'picture' && figure.kind !== 'tiles') return undefined;
  if (figure.kind === 'tiles' && figure.tiles.length === 0) return undefined;
  const pixels =
    figure.kind === 'picture'
      ? figure.pixels
      : contactSheet(
          figure.tiles.map((tile) => tile.pixels),
          TILES_A_ROW,
        );
  const side = figure.kind === 'picture' ? pixels.width : figure.tiles[0].pixels.width;
  return encodePng(enlarge(pixels, Math.max(1, Math.floor(SMALL / side))));
}
