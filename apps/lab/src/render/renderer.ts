import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { appRoot } from '../app-root.js';
import type { Figure } from '../experiment.js';
import type { Language } from '../text.js';
import type { RenderedFigure } from './rendered.js';

interface Waiting {
  readonly resolve: (rendered: RenderedFigure) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const TIMEOUT_MS = 20_000;

/** Draws figures in a worker thread, which is started anew if it dies or hangs. Each figure is drawn once a language. */
export class Renderer {
  private worker: Worker | undefined;
  private nextId = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly drawn = new WeakMap<Figure, Map<Language, Promise<RenderedFigure>>>();

  render(figure: Figure, language: Language): Promise<RenderedFigure> {
    let languages = this.drawn.get(figure);
    if (!languages) {
      languages = new Map();
      this.drawn.set(figure, languages);
    }
    let rendered = languages.get(language);
    if (!rendered) {
      rendered = this.send(figure, language);
      languages.set(language, rendered);
      rendered.catch(() => languages.delete(language)); // the next one who asks tries again
    }
    return rendered;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private send(figure: Figure, language: Language): Promise<RenderedFigure> {
    const worker = this.worker ?? this.start();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(worker, new Error('Drawing took too long.')), TIMEOUT_MS);
      this.waiting.set(id, { resolve, reject, timer });
      worker.postMessage({ id, figure, language });
    });
  }

  private start(): Worker {
    const worker = new Worker(join(appRoot, 'dist', 'render', 'worker.js'), {
      // a small young generation: else the thread comes to hold 48 MB of it, which drawing does not need
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 12 },
    });
    worker.unref();
    worker.on('message', ({ id, rendered, error }) => {
      const job = this.waiting.get(id);
      if (!job) return;
      this.waiting.delete(id);
      clearTimeout(job.timer);
      if (rendered) job.resolve(rendered);
      else job.reject(new Error(error));
    });
    worker.on('error', (error) => this.fail(worker, error instanceof Error ? error : new Error(String(error))));
    this.worker = worker;
    return worker;
  }

  private fail(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    worker.terminate();
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.waiting.clear();
  }
}
