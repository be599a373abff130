import protobuf from 'protobufjs/minimal.js';
import { type Attributes, type Edge, FloatAttribute, FloatsAttribute, type GraphNode } from './graph.js';
import type { Elements, ElementType } from './types.js';

const { Writer } = protobuf;
type Writer = protobuf.Writer;

const TYPE_CODES: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 };
const OPSET = 21;
const IR_VERSION = 10;

/** Operators whose outputs after the first may be left out. */
const OPTIONAL_OUTPUTS: ReadonlySet<string> = new Set(['MaxPool', 'LayerNormalization']);

// Field numbers below are those of onnx.proto3 (ONNX 1.16); a tag is (field << 3) | wire type.
const VARINT = 0;
const LENGTH = 2;
const FIXED32 = 5;
const tag = (field: number, wire: number): number => (field << 3) | wire;

/** How a model is written. */
export interface EncodeOptions {
  /** Names to use instead of the graph's own. */
  readonly names?: ReadonlyMap<Edge, string>;
  /** Inputs that become weights of the model, with their numbers. */
  readonly weights?: ReadonlyMap<Edge, Elements>;
  /** Dimensions that are left open, by name instead of size: `['batch', 64]`. */
  readonly openShapes?: ReadonlyMap<Edge, readonly (number | string)[]>;
}

/** Writes the part of `graph` that `outputs` need as a serialized ONNX model; `inputs` are the graph inputs it really has. */
export function encodeModel(
  graph: { readonly nodes: readonly GraphNode[]; readonly inputs: readonly Edge[] },
  outputs: readonly Edge[],
  { names, weights, openShapes }: EncodeOptions = {},
): { bytes: Uint8Array; inputs: Edge[]; nodes: number } {
  const live = reachable(graph, outputs);
  const { nodes, constants } = live;
  const inputs = live.inputs.filter((input) => !weights?.has(input));
  const used = new Set<Edge>(outputs);
  for (const node of nodes) for (const input of node.inputs) if (input) used.add(input);
  const taken = new Set(names?.values());
  const nameOf = (edge: Edge): string => {
    let name = names?.get(edge);
    if (name === undefined) for (name = edge.name; taken.has(name); ) name += '_';
    return name;
  };

  const writer = Writer.create();
  writer.uint32(tag(1, VARINT)).int64(IR_VERSION);
  writer.uint32(tag(2, LENGTH)).string('@ai/core');
  writer.uint32(tag(7, LENGTH)).fork();
  for (const node of nodes) writeNode(writer, node, used, nameOf);
  writer.uint32(tag(2, LENGTH)).string('graph');
  for (const edge of constants) writeTensor(writer, edge, nameOf(edge), edge.constant?.() as Elements);
  for (const edge of live.inputs) {
    const weight = weights?.get(edge);
    if (weight) writeTensor(writer, edge, nameOf(edge), weight);
  }
  const writeInfo = (field: number, edge: Edge): void =>
    writeValueInfo(writer, field, nameOf(edge), edge.dtype, openShapes?.get(edge) ?? edge.shape);
  for (const input of inputs) writeInfo(11, input);
  for (const output of outputs) writeInfo(12, output);
  writer.ldelim();
  writeOperatorSet(writer, '', OPSET);
  for (const domain of new Set(nodes.map((node) => node.domain))) if (domain) writeOperatorSet(writer, domain, 1);
  return { bytes: writer.finish(), inputs, nodes: nodes.length };
}

/** The nodes, constants and inputs that `outputs` depend on, in the order in which they were added. */
function reachable(
  graph: { readonly nodes: readonly GraphNode[]; readonly inputs: readonly Edge[] },
  outputs: readonly Edge[],
): { nodes: GraphNode[]; constants: Set<Edge>; inputs: Edge[] } {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const live = new Set<GraphNode>();
  const constants = new Set<Edge>();
  const feeds = new Set<Edge>();
  const open: Edge[] = [...outputs];
  for (let edge = open.pop(); edge; edge = open.pop()) {
    const node = producers.get(edge);
    if (edge.constant) constants.add(edge);
    else if (!node) feeds.add(edge);
    else if (!live.has(node)) {
      live.add(node);
      for (const input of node.inputs) if (input) open.push(input);
    }
  }
  return {
    nodes: graph.nodes.filter((node) => live.has(node)),
    constants,
    inputs: graph.inputs.filter((input) => feeds.has(input)),
  };
}

function writeNode(writer: Writer, node: GraphNode, used: ReadonlySet<Edge>, nameOf: (edge: Edge) => string): void {
  writer.uint32(tag(1, LENGTH)).fork();
  for (const input of node.inputs) writer.uint32(tag(1, LENGTH)).string(input ? nameOf(input) : '');
  // optional outputs that nobody reads are left out: MaxPool is faster without its indices
  const last = OPTIONAL_OUTPUTS.has(node.op)
    ? node.outputs.findLastIndex((output) => used.has(output))
    : node.outputs.length - 1;
  for (const output of node.outputs.slice(0, last + 1)) writer.uint32(tag(2, LENGTH)).string(nameOf(output));
  writer.uint32(tag(3, LENGTH)).string(`${node.op}_${node.outputs[0].name}`);
  writer.uint32(tag(4, LENGTH)).string(node.op);
  writeAttributes(writer, node.attributes);
  if (node.domain) writer.uint32(tag(7, LENGTH)).string(node.domain);
  writer.ldelim();
}

function writeAttributes(writer: Writer, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    writer.uint32(tag(5, LENGTH)).fork().uint32(tag(1, LENGTH)).string(name);
    if (value instanceof FloatAttribute) {
      writer.uint32(tag(2, FIXED32)).float(value.value).uint32(tag(20, VARINT)).int32(1);
    } else if (value instanceof FloatsAttribute) {
      for (const item of value.values) writer.uint32(tag(7, FIXED32)).float(item);
      writer.uint32(tag(20, VARINT)).int32(6);
    } else if (typeof value === 'number') {
      writer.uint32(tag(3, VARINT)).int64(value).uint32(tag(20, VARINT)).int32(2);
    } else if (typeof value === 'string') {
      writer.uint32(tag(4, LENGTH)).string(value).uint32(tag(20, VARINT)).int32(3);
    } else {
      for (const item of value) writer.uint32(tag(8, VARINT)).int64(item);
      writer.uint32(tag(20, VARINT)).int32(7);
    }
    writer.ldelim();
  }
}

function writeTensor(writer: Writer, { dtype, shape }: Edge, name: string, elements: Elements): void {
  writer.uint32(tag(5, LENGTH)).fork();
  for (const dimension of shape) writer.uint32(tag(1, VARINT)).int64(dimension);
  writer.uint32(tag(2, VARINT)).int32(TYPE_CODES[dtype]);
  writer.uint32(tag(8, LENGTH)).string(name);
  writer.uint32(tag(9, LENGTH)).bytes(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));
  writer.ldelim();
}

function writeValueInfo(
  writer: Writer,
  field: number,
  name: string,
  dtype: ElementType,
  shape: readonly (number | string)[],
): void {
  writer.uint32(tag(field, LENGTH)).fork();
  writer.uint32(tag(1, LENGTH)).string(name);
  writer.uint32(tag(2, LENGTH)).fork().uint32(tag(1, LENGTH)).fork();
  writer.uint32(tag(1, VARINT)).int32(TYPE_CODES[dtype]);
  writer.uint32(tag(2, LENGTH)).fork();
  for (const dimension of shape) {
    writer.uint32(tag(1, LENGTH)).fork();
    if (typeof dimension === 'number') writer.uint32(tag(1, VARINT)).int64(dimension);
    else writer.uint32(tag(2, LENGTH)).string(dimension);
    writer.ldelim();
  }
  writer.ldelim().ldelim().ldelim().ldelim();
}

function writeOperatorSet(writer: Writer, domain: string, version: number): void {
  writer.uint32(tag(8, LENGTH)).fork();
  writer.uint32(tag(1, LENGTH)).string(domain).uint32(tag(2, VARINT)).int64(version);
  writer.ldelim();
}
