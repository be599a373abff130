import { asElements, type Elements, type ElementType, type Shape, sizeOf } from './types.js';

/** An attribute of type float; plain numbers are written as integers. */
export class FloatAttribute {
  constructor(readonly value: number) {}
}

/** An attribute that is a list of floats. */
export class FloatsAttribute {
  constructor(readonly values: readonly number[]) {}
}

export type Attributes = Readonly<
  Record<string, number | readonly number[] | string | FloatAttribute | FloatsAttribute>
>;

/** What flows between nodes: the output of a node, an input of the graph or a constant. */
export interface Edge {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: ElementType;
  /** The node that computes it; undefined for inputs and constants. */
  readonly node?: GraphNode;
  /** The data of a constant, made when a graph that holds it is written: a program that is recorded again and again makes it once. */
  readonly constant?: () => Elements;
}

export interface GraphNode {
  readonly op: string;
  readonly domain: string;
  /** Undefined where an optional input is left out. */
  readonly inputs: readonly (Edge | undefined)[];
  readonly outputs: readonly Edge[];
  readonly attributes: Attributes;
}

/** Operators of ONNX Runtime beside the standard ones. */
export const MICROSOFT = 'com.microsoft';
/** Its convolutions on images whose channels are in blocks; see lowerings/blocked.ts. */
export const NCHWC = 'com.microsoft.nchwc';

/** What a graph is written for. */
export interface Target {
  /** How many channels lie side by side in the runtime's own convolutions; 0 where it has none. */
  readonly channelBlock: number;
  /** The runtime's name of the device that will run it. */
  readonly device: string;
  /** Whether it is for other runtimes, and perhaps for other batch sizes: it has the same nodes for every size then. */
  readonly portable: boolean;
}

/**
 * An ONNX graph under construction. A node that stands in it already is not added again. Whoever listens to `onChange` hears one
 * string per addition; two graphs that were told the same strings are the same graph.
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Edge[] = [];
  /** Multiplications and elements written so far, a measure of how long a run takes. */
  work = 0;
  private readonly known = new Map<string, readonly Edge[]>();
  private names = 0;

  readonly target: Target;

  constructor(
    private readonly onChange: (change: string) => void = () => {},
    target: Partial<Target> = {},
  ) {
    this.target = { channelBlock: 0, device: 'cpu', portable: false, ...target };
  }

  /** An input of the graph. */
  input(shape: Shape, dtype: ElementType): Edge {
    const edge: Edge = { name: `i${this.inputs.length}`, shape, dtype };
    this.inputs.push(edge);
    this.onChange(`input ${dtype} ${shape}`);
    return edge;
  }

  /** A constant; equal ones are one. */
  constant(dtype: ElementType, data: Elements, shape: Shape): Edge {
    return this.namedConstant(`constant ${dtype} ${shape}|${data.join()}`, dtype, shape, () => data);
  }

  /** A large constant that stands for itself alone. */
  uniqueConstant(dtype: ElementType, data: Elements, shape: Shape): Edge {
    const edge: Edge = { name: `c${this.names++}`, shape, dtype, constant: () => data };
    this.onChange(`constant ${edge.name}`);
    return edge;
  }

  /** A constant that is known by a key, so that a large one need not be made and compared each time. `make` gives the same whenever it is called. */
  namedConstant(key: string, dtype: ElementType, shape: Shape, make: () => Elements): Edge {
    const known = this.known.get(key);
    if (known) return known[0];
    const edge: Edge = { name: `c${this.names++}`, shape, dtype, constant: make };
    this.onChange(key);
    this.known.set(key, [edge]);
    return edge;
  }

  /** A one-dimensional int64 constant, as shapes, axes and pads are given to operators. */
  integers(values: readonly number[]): Edge {
    return this.constant('int64', asElements('int64', values), [values.length]);
  }

  /** A constant of rank 0. */
  scalar(dtype: ElementType, value: number): Edge {
    return this.constant(dtype, asElements(dtype, [value]), []);
  }

  /** Adds a node with several outputs, or gives those of an equal one. Outputs nobody uses are not computed. */
  addMany(
    op: string,
    inputs: readonly (Edge | undefined)[],
    outputs: readonly (readonly [Shape, ElementType])[],
    attributes: Attributes = {},
    domain = '',
  ): readonly Edge[] {
    let key = domain === NCHWC ? `blocked ${op}` : op;
    for (const input of inputs) key += input ? ` ${input.name}` : ' -';
    for (const name in attributes) {
      const value = attributes[name];
      if (value instanceof FloatAttribute) key += `|${name}=f${value.value}`;
      else key += `|${name}=${value instanceof FloatsAttribute ? `f${value.values}` : value}`;
    }
    for (const [shape] of outputs) key += `|${shape}`;
    const known = this.known.get(key);
    if (known) return known;
    const edges: Edge[] = [];
    const node: GraphNode = { op, domain, inputs, outputs: edges, attributes };
    for (const [shape, dtype] of outputs) {
      edges.push({ name: `v${this.names++}`, shape, dtype, node });
      this.work += sizeOf(shape);
    }
    this.nodes.push(node);
    this.known.set(key, edges);
    this.onChange(key);
    return edges;
  }

  /** Adds a node with one output, or gives that of an equal one. */
  add(
    op: string,
    inputs: readonly (Edge | undefined)[],
    shape: Shape,
    dtype: ElementType,
    attributes?: Attributes,
    domain?: string,
  ): Edge {
    return this.addMany(op, inputs, [[shape, dtype]], attributes, domain)[0];
  }
}
