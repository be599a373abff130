import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { InvalidDataError } from '@ai/core';
import { z } from 'zod';
import { appRoot } from '../app-root.js';
import { pictureFile } from '../cli/output.js';
import { commandLine } from '../command-line.js';
import { readTable, tableName } from '../data/table.js';
import type { Experiment } from '../experiment.js';
import type { OptionValues } from '../options.js';
import { Renderer } from '../render/renderer.js';
import { reportHtml } from '../render/report.js';
import { standaloneSvg } from '../render/vega.js';
import { checkOptions, findExperiment, MAX_SEED, RequestError } from '../request.js';
import { LANGUAGES } from '../text.js';
import { readApiDoc } from './api-doc.js';
import { catalogue, experimentPage } from './catalogue.js';
import { type Answer, checkCaller, download, HttpError, json, readJson, send } from './http.js';
import { limits } from './limits.js';
import { BusyError, type Run, Runs } from './runs.js';
import { StaticFiles } from './static-files.js';
import { streamRun } from './stream.js';
import { Tables } from './tables.js';

const settingsSchema = z.strictObject({
  options: z.record(z.string().max(60), z.union([z.number(), z.string(), z.boolean()])).default({}),
  seed: z.int().min(0).max(MAX_SEED).default(0),
});
const delaySchema = z.number().min(0).max(5000);
const startSchema = settingsSchema.extend({
  experiment: z.string().max(100),
  delay: delaySchema.default(0),
  paused: z.boolean().default(false),
});
const tableSchema = z.strictObject({ name: z.string().min(1).max(200), content: z.string() });
const questionSchema = z.strictObject({ options: settingsSchema.shape.options, language: z.enum(LANGUAGES) });
const controlSchema = z.union([
  z.strictObject({ action: z.enum(['pause', 'resume', 'step', 'stop']) }),
  z.strictObject({ action: z.literal('delay'), milliseconds: delaySchema }),
]);
const languageSchema = z.enum(LANGUAGES).default('en');

export interface LabServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the lab's server on a loopback address. @param port 0 for any free one */
export async function startServer(experiments: readonly Experiment[], port: number): Promise<LabServer> {
  const app = new LabApp(experiments);
  const server = createServer((request, response) =>
    app.handle(request, response, (server.address() as AddressInfo).port),
  );
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.maxConnections = 256;
  await listen(server, port);
  app.runs.warmUp();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    async close() {
      await app.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const REFERENCE = join(appRoot, '..', '..', 'docs', 'api');

class LabApp {
  readonly runs = new Runs();
  private readonly renderer = new Renderer();
  private readonly page = new StaticFiles(join(appRoot, 'dist', 'web'));
  private readonly tables = new Tables(join(appRoot, 'runs', 'tables'));
  private readonly thumbnails = new StaticFiles(join(appRoot, 'thumbnails'));

  /** The API reference, if `npm run docs` has built it. */
  private readonly reference = existsSync(REFERENCE) ? new StaticFiles(REFERENCE) : undefined;

  constructor(private readonly experiments: readonly Experiment[]) {}

  async close(): Promise<void> {
    this.runs.close();
    await this.renderer.close();
  }

  async handle(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    try {
      checkCaller(request, port);
      const answer = await this.route(request, response);
      if (answer) send(response, answer);
    } catch (error) {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      if (!request.complete) response.setHeader('connection', 'close'); // the rest of a refused body is not waited for
      send(response, this.errorAnswer(error));
    }
  }

  private errorAnswer(error: unknown): Answer {
    if (error instanceof HttpError) return json({ error: error.message }, error.status);
    if (error instanceof RequestError || error instanceof InvalidDataError) return json({ error: error.message }, 400);
    if (error instanceof BusyError) return json({ error: error.message }, 503);
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      return json({ error: `${issue.path.join('.') || 'request'}: ${issue.message}` }, 400);
    }
    console.error(error);
    return json({ error: 'The server failed at this request.' }, 500);
  }

  /** @returns the answer, or nothing where the response is a stream */
  private async route(request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
    const url = new URL(request.url ?? '/', 'http://lab');
    const parts = url.pathname.split('/').slice(1).map(decodePart);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const at = (...pattern: string[]) =>
      pattern[0] === method &&
      parts.length === pattern.length - 1 &&
      parts.every((part, i) => pattern[i + 1] === '*' || pattern[i + 1] === part);

    if (at('GET', 'api', 'experiments')) return json(catalogue(this.experiments));
    if (at('GET', 'api', 'experiments', '*')) return json(experimentPage(this.experiment(parts[2])));
    if (at('GET', 'api', 'experiments', '*', 'source')) return this.source(parts[2]);
    if (at('GET', 'api', 'experiments', '*', 'uses', '*')) return this.apiDoc(parts[2], parts[4]);
    if (at('POST', 'api', 'experiments', '*', 'script')) return this.script(parts[2], await readJson(request));
    if (at('POST', 'api', 'tables')) {
      const { name, content } = tableSchema.parse(await readJson(request));
      return json(this.tables.add(name, content), 201);
    }
    if (at('GET', 'api', 'tables', '*')) return json(this.tables.info(parts[2]));
    if (at('POST', 'api', 'runs')) return this.start(await readJson(request));
    if (parts[0] === 'api' && parts[1] === 'runs' && parts.length === 4) {
      const run = this.run(parts[2]);
      const language = languageSchema.parse(url.searchParams.get('lang') ?? undefined);
      if (at('POST', 'api', 'runs', '*', 'control')) return this.control(run, await readJson(request));
      if (at('POST', 'api', 'runs', '*', 'ask')) return this.ask(run, await readJson(request));
      if (at('GET', 'api', 'runs', '*', 'events')) {
        if (run.listeners.size >= limits.listeners) throw new HttpError(503, 'Too many pages listen to this run.');
        streamRun(run, response, this.renderer, language);
        return undefined;
      }
      if (at('GET', 'api', 'runs', '*', 'result.json'))
        return download('result.json', 'application/json', finished(run).recorder.resultJson());
      if (at('GET', 'api', 'runs', '*', 'report.html')) return this.report(finished(run), language);
      if (method === 'GET') return resultFile(run, parts[3]) ?? this.figureFile(run, parts[3], language);
    }
    if (parts[0] === 'api') throw new HttpError(404, 'There is nothing at this address.');
    if (method !== 'GET') throw new HttpError(405, 'Only GET is answered here.');
    if (method === 'GET' && parts[0] === 'reference') {
      return this.reference?.answer(parts.slice(1).join('/') || 'index.html', request) ?? notFound();
    }
    if (at('GET', 'thumbnails', '*')) return this.thumbnails.answer(parts[1], request) ?? notFound();
    // browsers ask for it on pages that name no icon, as TypeDoc's
    if (at('GET', 'favicon.ico')) return this.page.answer('icon.svg', request) ?? notFound();
    if (at('GET', '') || at('GET', 'experiments', '*')) return this.page.answer('index.html', request) ?? notFound();
    return this.page.answer(parts.join('/'), request) ?? notFound();
  }

  private experiment(id: string): Experiment {
    try {
      return findExperiment(id, this.experiments);
    } catch (error) {
      throw new HttpError(404, (error as Error).message);
    }
  }

  private run(id: string): Run {
    const run = this.runs.get(id);
    if (!run) throw new HttpError(404, 'This run is no longer kept.');
    return run;
  }

  private start(body: unknown): Answer {
    const { experiment: id, options, seed, delay, paused } = startSchema.parse(body);
    const experiment = this.experiment(id);
    const checked = checkOptions(experiment, options);
    const run = this.runs.start(experiment, {
      experiment: id,
      options: checked,
      seed,
      csv: this.csvOf(checked),
      delay,
      paused,
    });
    return json({ id: run.id }, 201);
  }

  /** The content of the table that the settings name. */
  private csvOf({ data }: OptionValues): string | undefined {
    return data ? this.tables.read(String(data)) : undefined;
  }

  /** What a finished run has learnt, about another drawing. */
  private async ask(run: Run, body: unknown): Promise<Answer> {
    const { options, language } = questionSchema.parse(body);
    const { experiment } = run.recorder;
    const live = Object.fromEntries(Object.entries(options).filter(([name]) => experiment.live?.includes(name)));
    const figures = await run.ask(checkOptions(experiment, { ...run.request.options, ...live }));
    if (!figures) throw new HttpError(410, 'This run answers no longer; run it again.');
    return json(await Promise.all(figures.map((figure) => this.renderer.render(figure, language))));
  }

  private control(run: Run, body: unknown): Answer {
    const request = controlSchema.parse(body);
    if (request.action === 'delay') run.setDelay(request.milliseconds);
    else run.control(request.action);
    return json({ status: run.status });
  }

  /** The code and the command line of the settings. */
  private script(id: string, body: unknown): Answer {
    const { options, seed } = settingsSchema.parse(body);
    const experiment = this.experiment(id);
    const checked = checkOptions(experiment, options);
    const csv = this.csvOf(checked);
    const table = csv === undefined ? undefined : readTable(csv, tableName(String(checked['data'])));
    return json({
      script: scriptOf(() => experiment.script(checked, seed, table)),
      command: commandLine(experiment, checked, seed),
    });
  }

  /** The experiment's own source files; its id is in the list, so the path cannot lead elsewhere. */
  private async source(id: string): Promise<Answer> {
    const folder = join(appRoot, 'src', 'experiments', this.experiment(id).id);
    const names = (await readdir(folder)).sort((a, b) => Number(b === 'experiment.ts') - Number(a === 'experiment.ts'));
    return json(
      await Promise.all(names.map(async (name) => ({ name, code: await readFile(join(folder, name), 'utf8') }))),
    );
  }

  /** The documentation of a part of a package that the experiment names, and its page of the reference where that was built. */
  private async apiDoc(id: string, name: string): Promise<Answer> {
    const use = this.experiment(id).uses.find((candidate) => candidate.name === name) ?? notFound();
    const code = await readFile(join(appRoot, '..', '..', use.source), 'utf8');
    const page = ['classes', 'functions', 'variables']
      .map((folder) => `${folder}/${use.package.replace(/[@/]/g, '_').replace(/^_/, '_')}.${use.name}.html`)
      .find((path) => this.reference?.has(path));
    return json({ ...readApiDoc(code, use), code, page: page && `/reference/${page}` });
  }

  private async report(run: Run, language: (typeof LANGUAGES)[number]): Promise<Answer> {
    const figures = await Promise.all(
      run.recorder.orderedFigures().map((figure) => this.renderer.render(figure, language)),
    );
    const html = await reportHtml(run.recorder, figures, run.stats, language);
    return download(`${run.recorder.experiment.id}.html`, 'text/html; charset=utf-8', html);
  }

  private async figureFile(run: Run, fileName: string, language: (typeof LANGUAGES)[number]): Promise<Answer> {
    const [, name, extension] = fileName.match(/^([\w-]{1,60})\.(svg|png)$/) ?? [];
    const figure = name === undefined ? undefined : run.recorder.figures.get(name);
    if (!figure) return notFound();
    if (extension === 'svg') {
      const rendered = await this.renderer.render(figure, language);
      if (rendered.kind === 'plot') return download(fileName, 'image/svg+xml', standaloneSvg(rendered.svg));
    } else {
      const png = pictureFile(figure);
      if (png) return download(fileName, 'image/png', png);
    }
    return notFound();
  }
}

/** The script, or why there is none for this table. */
function scriptOf(write: () => string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof InvalidDataError) return `// ${error.message}\n`;
    throw error;
  }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, 'The address is not well formed.');
  }
}

function finished(run: Run): Run {
  if (run.status !== 'done') throw new HttpError(409, 'This run has no result yet.');
  return run;
}

/** A file of the result: only names that the experiment gave are found. */
function resultFile(run: Run, name: string): Answer | undefined {
  const files = new Map(Object.entries(run.recorder.result?.files ?? {}));
  const content = files.get(name);
  return content === undefined ? undefined : download(name, 'application/octet-stream', content);
}

function notFound(): never {
  throw new HttpError(404, 'There is nothing at this address.');
}
