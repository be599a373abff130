import type { ServerResponse } from 'node:http';
import { formatValue } from '../format.js';
import type { RenderedFigure } from '../render/rendered.js';
import type { Renderer } from '../render/renderer.js';
import type { RunStats } from '../runner/messages.js';
import type { CurvePoint } from '../runner/series.js';
import type { Language } from '../text.js';
import { beginEvents } from './http.js';
import type { Run, RunNotice, RunStatus } from './runs.js';

/** What a page hears of a run, one server-sent event each. The first is always `snapshot`: it replaces whatever the page had. */
export type StreamEvent =
  | {
      readonly type: 'snapshot';
      readonly curves: Readonly<Record<string, readonly CurvePoint[]>>;
      readonly request: Run['request'];
    }
  | {
      readonly type: 'scalars';
      readonly points: readonly { readonly step: number; readonly values: Readonly<Record<string, number | null>> }[];
    }
  | { readonly type: 'figure'; readonly figure: RenderedFigure }
  | {
      readonly type: 'status';
      readonly status: RunStatus;
      readonly progress: number;
      readonly note?: string;
      readonly error?: string;
      readonly stats: RunStats;
      readonly values?: readonly { readonly label: string; readonly text: string }[];
      readonly mainFigure?: string;
      readonly files?: readonly string[];
      readonly warnings: readonly string[];
      /** The run can be asked about other values of the live options. */
      readonly answers: boolean;
    };

const MAX_BUFFERED = 4_000_000;
const KEEP_ALIVE_MS = 15_000;

/** Sends a run to one page: a snapshot, then what happens. Figures are drawn one at a time, the newest of each name only. */
export function streamRun(run: Run, response: ServerResponse, renderer: Renderer, language: Language): void {
  const { recorder } = run;
  const dirty = new Set<string>(recorder.figures.keys());
  let note: string | undefined;
  let drawing = false;
  let closed = false;

  const write = (event: StreamEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const writeSnapshot = () => {
    const curves = [...recorder.series].map(([name, series]) => [name, series.toArray()]);
    write({ type: 'snapshot', curves: Object.fromEntries(curves), request: run.request });
  };
  const writeStatus = () => {
    const { status, error, stats } = run;
    const { progress, result } = recorder;
    const values =
      result &&
      Object.values(result.values).map((value) => ({
        label: value.label[language],
        text: formatValue(value, language),
      }));
    write({
      type: 'status',
      status,
      progress,
      note,
      error,
      stats,
      values,
      mainFigure: result?.mainFigure,
      files: Object.keys(result?.files ?? {}),
      warnings: [...recorder.warnings],
      answers: run.answers,
    });
  };

  const draw = async () => {
    if (drawing) return;
    drawing = true;
    for (let [name] = dirty; name !== undefined && !closed; [name] = dirty) {
      dirty.delete(name);
      const figure = recorder.figures.get(name)!;
      try {
        const rendered = await renderer.render(figure, language);
        if (!closed) write({ type: 'figure', figure: rendered });
      } catch (error) {
        console.error(`Figure '${name}' of ${recorder.experiment.id}: ${(error as Error).message}`);
      }
      if (!closed && response.writableLength > MAX_BUFFERED) await drained(response);
    }
    drawing = false;
    if (run.ended && !closed) finish();
  };

  const hear = (notice: RunNotice) => {
    if (notice.kind === 'events') {
      const points: { step: number; values: Readonly<Record<string, number>> }[] = [];
      for (const event of notice.events) {
        if (event.type === 'scalars') points.push(event);
        if (event.type === 'figure') dirty.add(event.figure.name);
        if (event.type === 'progress') note = event.note?.[language];
      }
      // a page that does not keep up misses points, and gets the whole curves again with the end
      if (points.length > 0 && response.writableLength < MAX_BUFFERED) {
        write({ type: 'scalars', points: points.map(({ step, values }) => ({ step, values })) });
      }
    }
    if (!run.ended) writeStatus();
    draw();
  };

  const finish = () => {
    writeSnapshot();
    writeStatus();
    close();
    response.end();
  };
  const close = () => {
    closed = true;
    run.listeners.delete(hear);
    clearInterval(keepAlive);
  };

  beginEvents(response);
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  keepAlive.unref();
  response.on('close', close);
  run.listeners.add(hear);
  writeSnapshot();
  if (!run.ended) writeStatus(); // the status of the end comes last, after the figures
  draw();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
