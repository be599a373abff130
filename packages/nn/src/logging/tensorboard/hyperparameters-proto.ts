import protobuf from 'protobufjs/minimal.js';
import type { SummaryValue } from './event-proto.js';

const { Writer } = protobuf;

/** What a run was made with. */
export type Hyperparameters = Readonly<Record<string, number | string | boolean>>;

// Field numbers below are those of TensorBoard's plugins/hparams/api.proto and plugin_data.proto, and of google.protobuf.Value; a tag
// is (field << 3) | wire type.
const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const tag = (field: number, wire: number): number => (field << 3) | wire;

const DATA_TYPES = { string: 1, boolean: 2, number: 3 } as const;
const STATUS_SUCCESS = 1;

/** The three values by which TensorBoard knows a run's hyper-parameters and the scalars that they are compared by. */
export function hyperparameterValues(hyperparameters: Hyperparameters, metrics: readonly string[]): SummaryValue[] {
  const value = (name: string, content: Uint8Array): SummaryValue => ({
    tag: `_hparams_/${name}`,
    kind: 'hyperparameters',
    content,
  });
  return [
    value('experiment', experiment(hyperparameters, metrics)),
    value('session_start_info', sessionStart(hyperparameters)),
    value('session_end_info', sessionEnd()),
  ];
}

function experiment(hyperparameters: Hyperparameters, metrics: readonly string[]): Uint8Array {
  const writer = Writer.create();
  writer.uint32(tag(2, LENGTH)).fork();
  for (const [name, value] of Object.entries(hyperparameters)) {
    writer.uint32(tag(4, LENGTH)).fork();
    writer.uint32(tag(1, LENGTH)).string(name);
    writer
      .uint32(tag(4, VARINT))
      .int32(DATA_TYPES[typeof value as keyof typeof DATA_TYPES])
      .ldelim();
  }
  for (const metric of metrics) {
    writer.uint32(tag(5, LENGTH)).fork();
    writer.uint32(tag(1, LENGTH)).fork();
    writer.uint32(tag(2, LENGTH)).string(metric).ldelim().ldelim();
  }
  return writer.ldelim().finish();
}

function sessionStart(hyperparameters: Hyperparameters): Uint8Array {
  const writer = Writer.create();
  writer.uint32(tag(3, LENGTH)).fork();
  for (const [name, value] of Object.entries(hyperparameters).sort(([a], [b]) => (a < b ? -1 : 1))) {
    writer.uint32(tag(1, LENGTH)).fork();
    writer.uint32(tag(1, LENGTH)).string(name);
    writer.uint32(tag(2, LENGTH)).fork();
    if (typeof value === 'number') writer.uint32(tag(2, FIXED64)).double(value);
    else if (typeof value === 'string') writer.uint32(tag(3, LENGTH)).string(value);
    else writer.uint32(tag(4, VARINT)).bool(value);
    writer.ldelim().ldelim();
  }
  return writer.ldelim().finish();
}

function sessionEnd(): Uint8Array {
  const writer = Writer.create();
  writer.uint32(tag(4, LENGTH)).fork();
  return writer.uint32(tag(1, VARINT)).int32(STATUS_SUCCESS).ldelim().finish();
}
