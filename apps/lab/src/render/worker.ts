// The worker thread that draws: Vega is loaded once, and a heavy plot never holds up the server.
import { parentPort } from 'node:worker_threads';
import type { Figure } from '../experiment.js';
import type { Language } from '../text.js';
import { renderFigure } from './figure.js';

const port = parentPort!;

port.on('message', async ({ id, figure, language }: { id: number; figure: Figure; language: Language }) => {
  try {
    port.postMessage({ id, rendered: await renderFigure(figure, language) });
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
