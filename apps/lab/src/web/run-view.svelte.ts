import type { OptionValues } from '../options.js';
import type { RenderedFigure } from '../render/rendered.js';
import type { RunStats } from '../runner/messages.js';
import { type CurvePoint, Series } from '../runner/series.js';
import type { StreamEvent } from '../server/stream.js';
import type { Language } from '../text.js';
import { askRun, type Control, controlRun, type StartRequest, startRun } from './api.js';

type Status = Extract<StreamEvent, { type: 'status' }>['status'] | 'idle' | 'starting' | 'lost';

/** One run as the page sees it: what its stream has told so far. */
export class RunView {
  id = $state<string>();
  status = $state<Status>('idle');
  progress = $state(0);
  note = $state<string>();
  error = $state<string>();
  stats = $state<RunStats>();
  values = $state<readonly { label: string; text: string }[]>([]);
  mainFigure = $state<string>();
  files = $state<readonly string[]>([]);
  warnings = $state<readonly string[]>([]);
  /** The run can be asked about other values of the live options. */
  answers = $state(false);
  figures = $state.raw<ReadonlyMap<string, RenderedFigure>>(new Map());
  /** Changes with every point; the curves are read with {@link curve}. */
  curvesVersion = $state(0);
  request = $state.raw<StartRequest>();
  private curves = new Map<string, Series>();
  /** Figures of the present run; older ones stay in view until these take their place. */
  private fresh = new Set<string>();
  private asking = false;
  private asked: { options: OptionValues; language: Language } | undefined;
  private stream: EventSource | undefined;

  get active(): boolean {
    return (
      this.status === 'starting' || this.status === 'queued' || this.status === 'running' || this.status === 'paused'
    );
  }

  /** The figures, the main one first. */
  get ordered(): RenderedFigure[] {
    return [...this.figures.values()].sort(
      (a, b) => Number(b.name === this.mainFigure) - Number(a.name === this.mainFigure),
    );
  }

  curve(name: string): CurvePoint[] | undefined {
    return this.curves.get(name)?.toArray();
  }

  async start(request: StartRequest, language: Language): Promise<void> {
    this.close();
    this.status = 'starting';
    this.progress = 0;
    this.fresh = new Set();
    this.error = undefined;
    this.warnings = [];
    this.answers = false;
    this.request = request;
    try {
      this.id = await startRun(request);
      this.listen(language);
    } catch (error) {
      this.status = 'failed';
      this.error = (error as Error).message;
    }
  }

  /** Listens to a run that was started earlier (before a reload), or again in another language. */
  attach(id: string, language: Language): void {
    this.close();
    this.id = id;
    this.listen(language);
  }

  async control(control: Control): Promise<void> {
    if (!this.id || !this.active) return;
    try {
      await controlRun(this.id, control);
    } catch (error) {
      this.error = (error as Error).message;
    }
  }

  /** Asks the finished run about other values of its live options; false where it answers no longer. */
  async ask(options: OptionValues, language: Language): Promise<boolean> {
    if (!this.id || !this.answers) return false;
    this.asked = { options, language };
    if (this.asking) return true; // the latest question follows when this one is answered
    this.asking = true;
    try {
      while (this.asked) {
        const question = this.asked;
        this.asked = undefined;
        const figures = await askRun(this.id, question.options, question.language);
        const now = new Map(this.figures);
        for (const figure of figures) now.set(figure.name, figure);
        this.figures = now;
      }
    } catch {
      this.answers = false;
    }
    this.asking = false;
    return this.answers;
  }

  /** Stops listening; the run itself goes on. */
  close(): void {
    this.stream?.close();
    this.stream = undefined;
  }

  private listen(language: Language): void {
    const stream = new EventSource(`/api/runs/${this.id}/events?lang=${language}`);
    this.stream = stream;
    stream.onmessage = ({ data }) => this.hear(JSON.parse(data));
    stream.onerror = () => {
      // the server ends the stream with the run; anything else is tried again by the browser, unless the run is gone
      if (!this.active || stream.readyState === EventSource.CLOSED) this.close();
      if (stream.readyState === EventSource.CLOSED) this.status = this.figures.size > 0 ? 'lost' : 'idle';
    };
  }

  private hear(event: StreamEvent): void {
    switch (event.type) {
      case 'snapshot':
        this.request = event.request;
        this.curves = new Map(Object.entries(event.curves).map(([name, points]) => [name, Series.from(points)]));
        this.curvesVersion++;
        break;
      case 'scalars':
        for (const { step, values } of event.points) {
          for (const [name, value] of Object.entries(values)) {
            if (!this.curves.has(name)) this.curves.set(name, new Series());
            this.curves.get(name)!.add(step, value ?? Number.NaN);
          }
        }
        this.curvesVersion++;
        break;
      case 'figure':
        this.fresh.add(event.figure.name);
        this.figures = new Map(this.figures).set(event.figure.name, event.figure);
        break;
      case 'status':
        this.status = event.status;
        this.progress = event.progress;
        this.note = event.note;
        this.error = event.error;
        this.stats = event.stats;
        this.values = event.values ?? this.values;
        this.mainFigure = event.mainFigure ?? this.mainFigure;
        this.files = event.files ?? [];
        this.warnings = event.warnings;
        this.answers = event.answers;
        if (this.active) break;
        this.figures = new Map([...this.figures].filter(([name]) => this.fresh.has(name)));
        this.close();
    }
  }
}
