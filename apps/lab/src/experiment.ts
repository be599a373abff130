import type { Table as OwnTable } from './data/table.js';
import type { OptionsSchema, OptionValues } from './options.js';
import type { Text } from './text.js';
import { text } from './text.js';

/** The chapters of the gallery, in the order of the course. */
export const CHAPTERS = {
  probability: text('Probability', '概率'),
  information: text('Information', '信息论'),
  linear: text('Linear models', '线性模型'),
  neighbours: text('Neighbours and clustering', '近邻与聚类'),
  trees: text('Trees and ensembles', '决策树与集成'),
  reinforcement: text('Reinforcement learning', '强化学习'),
  networks: text('Neural networks', '神经网络'),
} as const;
export type ChapterId = keyof typeof CHAPTERS;

/** What each chapter is about, in a sentence for the gallery. */
export const CHAPTER_AIMS: Readonly<Record<ChapterId, Text>> = {
  probability: text(
    'Reasoning with uncertain numbers: what data say, and how sure we may be of it.',
    '用不确定的数来推理：数据说明了什么，我们又能有多大把握。',
  ),
  information: text(
    'Surprise, measured in bits: the yardstick behind nearly every loss.',
    '以比特度量意外程度：几乎所有损失函数背后的标尺。',
  ),
  linear: text(
    'Straight lines, and the descent that finds them. Everything later is built from these two.',
    '直线，以及找到直线的下降法。后面的一切都建立在这两者之上。',
  ),
  neighbours: text(
    'What is near belongs together: predictions and groups from distances alone.',
    '相近者同类：只凭距离来预测和分组。',
  ),
  trees: text(
    'One question after another, and why many weak answers beat a strong one.',
    '一个问题接一个问题；许多弱的回答为何胜过一个强的。',
  ),
  reinforcement: text('Learning what to do from rewards that come late.', '从迟来的奖励中学会怎样行动。'),
  networks: text(
    'From one neuron to networks that see and remember, and the craft of training them.',
    '从一个神经元到能看、能记的网络，以及训练它们的门道。',
  ),
};

/** A picture as numbers: `channels` bytes a pixel (1 grey, 2 grey + alpha, 3 RGB, 4 RGBA), row by row from the top left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

interface FigureBase {
  /** Its name within the run; a later figure of the same name takes its place. */
  readonly name: string;
  readonly title: Text;
  readonly caption?: Text;
}

/** A Vega-Lite specification. Any string in it may be a {@link Text} instead. */
export type PlotSpec = Readonly<Record<string, unknown>>;

export interface Plot extends FigureBase {
  readonly kind: 'plot';
  readonly spec: PlotSpec;
  /** A picture that fills the plot's data rectangle, under the marks. */
  readonly background?: Pixels;
  /** The options that a click or a drag in the plot sets, by axis: the picture as a control. */
  readonly pick?: { readonly x?: string; readonly y?: string };
}

export interface Picture extends FigureBase {
  readonly kind: 'picture';
  readonly pixels: Pixels;
}

/** One small picture among many. */
export interface Tile {
  readonly pixels: Pixels;
  readonly label: Text | string;
  readonly tone?: 'good' | 'bad';
}

export interface Tiles extends FigureBase {
  readonly kind: 'tiles';
  readonly tiles: readonly Tile[];
  /** Side of a tile on the page, in CSS pixels. @default 48 */
  readonly size?: number;
}

export interface Table extends FigureBase {
  readonly kind: 'table';
  readonly columns: readonly { readonly name: string; readonly label: Text; readonly digits?: number }[];
  readonly rows: readonly (readonly (string | number | Text)[])[];
}

/** A network: a column of pictures for each layer, and between layers the weights. */
export interface Network extends FigureBase {
  readonly kind: 'network';
  readonly layers: readonly { readonly title: Text; readonly tiles: readonly Tile[] }[];
  /** One matrix between each layer and the next, from x to. */
  readonly weights: readonly (readonly (readonly number[])[])[];
}

export type Figure = Plot | Picture | Tiles | Table | Network;

/** What a run yields on its way. */
export type ExperimentEvent =
  | { readonly type: 'progress'; readonly fraction: number; readonly note?: Text }
  | { readonly type: 'scalars'; readonly step: number; readonly values: Readonly<Record<string, number>> }
  | { readonly type: 'figure'; readonly figure: Figure }
  /** The end of one step of the animation: where a pause holds and a slow speed waits. */
  | { readonly type: 'frame' }
  /** What a package warned of; the runner adds these. */
  | { readonly type: 'warning'; readonly message: string };

/** A number or word of the result, with its name for people. */
export interface ResultValue {
  readonly label: Text;
  readonly value: number | string | boolean | Text;
  /** Significant digits shown. @default 4 */
  readonly digits?: number;
}

export interface ExperimentResult {
  readonly values: Readonly<Record<string, ResultValue>>;
  /** The name of the figure that tells the story: the report's first and the gallery's thumbnail. */
  readonly mainFigure: string;
  /** Files to take away, such as the fitted model, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /**
   * Answers a changed value of the options named in `live` with what was learnt, without another run. While it is offered, the
   * page asks at every change.
   */
  readonly answer?: (options: OptionValues) => readonly Figure[];
}

/** A chart of live curves over the steps of `scalars`. */
export interface Chart {
  readonly title: Text;
  readonly x: Text;
  readonly series: Readonly<Record<string, Text>>;
  readonly logarithmic?: boolean;
}

export interface RunContext<Options> {
  readonly options: Options;
  readonly seed: number;
  /** The visitor's own table, where the option `data` names one. */
  readonly table?: OwnTable;
  /** Aborted when the run is stopped; a generator that yields often need not look at it. */
  readonly signal: AbortSignal;
}

/** A part of a package that the experiment shows. */
export interface ApiLink {
  /** The exported name: `KMeans`. */
  readonly name: string;
  readonly package: string;
  /** Its source file, from the root of the repository. */
  readonly source: string;
}

/** Settings worth a look, and what to look for in them. */
export interface Suggestion {
  /** A few words for a button. */
  readonly label: Text;
  /** What is to be seen then, in a sentence or two. */
  readonly look: Text;
  /** The options that differ from the defaults. */
  readonly options: OptionValues;
  /** @default 0 */
  readonly seed?: number;
}

/** Lists a {@link Suggestion}. */
export function suggestion(label: Text, options: OptionValues, look: Text, seed = 0): Suggestion {
  return { label, options, look, seed };
}

/** One experiment: everything the command line and the page know about it. */
export interface Experiment<Options extends OptionValues = OptionValues> {
  readonly id: string;
  readonly chapter: ChapterId;
  readonly title: Text;
  /** One sentence for the gallery. */
  readonly summary: Text;
  /** A few short paragraphs, separated by blank lines; formulas between dollar signs. */
  readonly explanation: Text;
  /** What to try: shown over the pictures, each at one press. @default none */
  readonly tries?: readonly Suggestion[];
  /** The formula that matters most, in LaTeX; with words in it, a `formulaText`. */
  readonly formula: string | Text;
  readonly uses: readonly ApiLink[];
  readonly options: OptionsSchema;
  readonly charts?: readonly Chart[];
  /** Options that a finished run answers by itself ({@link ExperimentResult.answer}). */
  readonly live?: readonly string[];
  /** Quick enough to run again whenever a control changes. */
  readonly instant?: boolean;
  /** Milliseconds between frames on the page at normal speed. @default 0 */
  readonly frameDelay?: number;
  run(context: RunContext<Options>): AsyncGenerator<ExperimentEvent, ExperimentResult>;
  /** A complete script for these settings, for a file in the repository's root after `npm install` and `npm run build`. */
  script(options: Options, seed: number, table?: OwnTable): string;
}

/** Lets TypeScript derive the type of the options from the schema. */
export function defineExperiment<Schema extends OptionsSchema>(
  experiment: Omit<Experiment, 'options' | 'run' | 'script'> & {
    readonly options: Schema;
    run(context: RunContext<Schema['_output']>): AsyncGenerator<ExperimentEvent, ExperimentResult>;
    script(options: Schema['_output'], seed: number, table?: OwnTable): string;
  },
): Experiment {
  return experiment as unknown as Experiment;
}

export function progress(fraction: number, note?: Text): ExperimentEvent {
  return { type: 'progress', fraction, note };
}

export function scalars(step: number, values: Readonly<Record<string, number>>): ExperimentEvent {
  return { type: 'scalars', step, values };
}

export function figure(figure: Figure): ExperimentEvent {
  return { type: 'figure', figure };
}

export const frame: ExperimentEvent = { type: 'frame' };
