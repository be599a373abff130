import protobuf from 'protobufjs/minimal.js';
import type { Histogram } from './histogram.js';

const { Writer } = protobuf;
type Writer = protobuf.Writer;

/** One thing that TensorBoard shows. */
export type SummaryValue = { readonly tag: string } & (
  | { readonly kind: 'scalar'; readonly value: number }
  | {
      readonly kind: 'image';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
      readonly png: Uint8Array;
    }
  | { readonly kind: 'histogram'; readonly histogram: Histogram }
  | { readonly kind: 'text'; readonly text: string }
  /** For the plugin of hyper-parameters: a protocol buffer of its own. */
  | { readonly kind: 'hyperparameters'; readonly content: Uint8Array }
);

/** A record of an event file. */
export interface EventRecord {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  readonly body:
    | { readonly kind: 'version' }
    | { readonly kind: 'summary'; readonly value: SummaryValue }
    /** The run starts anew: what the folder's earlier files have from this step on no longer counts. */
    | { readonly kind: 'restart' };
}

// Field numbers below are those of TensorBoard's event.proto, summary.proto and tensor.proto; a tag is (field << 3) | wire type.
const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;
const tag = (field: number, wire: number): number => (field << 3) | wire;

const DT_STRING = 7;
const SESSION_START = 1;

/** Writes an event as a protocol buffer. Zeros are left out, as the format has it. */
export function encodeEvent({ wallTime, step = 0, body }: EventRecord): Uint8Array {
  const writer = Writer.create();
  writeDouble(writer, 1, wallTime);
  if (step !== 0) writer.uint32(tag(2, VARINT)).int64(step);
  if (body.kind === 'version') writer.uint32(tag(3, LENGTH)).string('brain.Event:2');
  else if (body.kind === 'restart') {
    writer.uint32(tag(7, LENGTH)).fork();
    writer.uint32(tag(1, VARINT)).int32(SESSION_START).ldelim();
  } else {
    writer.uint32(tag(5, LENGTH)).fork();
    writer.uint32(tag(1, LENGTH)).fork();
    writeValue(writer, body.value);
    writer.ldelim().ldelim();
  }
  return writer.finish();
}

function writeValue(writer: Writer, value: SummaryValue): void {
  writer.uint32(tag(1, LENGTH)).string(value.tag);
  if (value.kind === 'text') {
    writer.uint32(tag(8, LENGTH)).fork();
    writer.uint32(tag(1, VARINT)).int32(DT_STRING);
    writer.uint32(tag(2, LENGTH)).fork(); // the shape: one dimension of size 1
    writer.uint32(tag(2, LENGTH)).fork();
    writer.uint32(tag(1, VARINT)).int64(1).ldelim().ldelim();
    writer.uint32(tag(8, LENGTH)).string(value.text).ldelim();
    writePlugin(writer, 'text');
  } else if (value.kind === 'hyperparameters') {
    writePlugin(writer, 'hparams', value.content);
  } else if (value.kind === 'scalar') {
    writer.uint32(tag(2, FIXED32)).float(value.value);
  } else if (value.kind === 'image') {
    writer.uint32(tag(4, LENGTH)).fork();
    [value.height, value.width, value.channels].forEach((size, i) => {
      writer.uint32(tag(i + 1, VARINT)).int32(size);
    });
    writer.uint32(tag(4, LENGTH)).bytes(value.png).ldelim();
  } else {
    writer.uint32(tag(5, LENGTH)).fork();
    const { min, max, num, sum, sumSquares, limits, counts } = value.histogram;
    [min, max, num, sum, sumSquares].forEach((number, i) => {
      writeDouble(writer, i + 1, number);
    });
    for (const [field, numbers] of [
      [6, limits],
      [7, counts],
    ] as const) {
      if (numbers.length === 0) continue;
      writer.uint32(tag(field, LENGTH)).fork();
      for (const number of numbers) writer.double(number);
      writer.ldelim();
    }
    writer.ldelim();
  }
}

/** Says which plugin shows the value, and what else it is to know. */
function writePlugin(writer: Writer, name: string, content?: Uint8Array): void {
  writer.uint32(tag(9, LENGTH)).fork();
  writer.uint32(tag(1, LENGTH)).fork();
  writer.uint32(tag(1, LENGTH)).string(name);
  if (content) writer.uint32(tag(2, LENGTH)).bytes(content);
  writer.ldelim().ldelim();
}

function writeDouble(writer: Writer, field: number, value: number): void {
  if (!Object.is(value, 0)) writer.uint32(tag(field, FIXED64)).double(value);
}
