import { engine, type Variable } from '@tensorflow/tfjs-core';
import { disposePlan, type Plan, type Target } from '../compile/plan.js';
import { type Recorded, record } from '../compile/record.js';
import { flattenTree } from '../compile/tree.js';
import type { OnnxBackend } from '../onnx/backend.js';
import type { Edge, GraphNode } from '../onnx/graph.js';
import type { Source } from '../onnx/trace.js';
import { asElements, type Elements, type Shape, sameShape } from '../onnx/types.js';
import { makeNode } from './node.js';

/** An output of a model: a leaf of the function's result, or a variable that the function assigns. */
export interface ModelOutput {
  readonly edge: Edge;
  readonly target: Target;
}

/** A recorded function as a graph whose inputs and outputs have the shapes of the tensors they stand for. */
export interface RecordedModel {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly { readonly edge: Edge; readonly source: Source }[];
  /** The leaves of the result in their order, then the variables. */
  readonly outputs: readonly ModelOutput[];
  /** Frees what the recording holds; weights must have been read by then. */
  dispose(): void;
}

type AnyFunction = (...args: never[]) => unknown;

/** Records `fn` for any runtime; variables are afterwards as they were. */
export function recordModel(backend: OnnxBackend, fn: AnyFunction, args: readonly unknown[]): RecordedModel {
  const { recorded, plan } = recordOnly(backend, fn, args);
  const { leaves } = flattenTree(args);
  const builder = new ModelBuilder(plan, (source) =>
    source.kind === 'argument'
      ? leaves[source.index].shape
      : source.kind === 'variable'
        ? source.variable.shape
        : undefined,
  );
  for (const [i, edge] of recorded.graph.inputs.entries()) builder.addInput(edge, plan.sources[i]);
  builder.nodes.push(...recorded.graph.nodes);
  for (const [i, edge] of recorded.outputs.entries()) {
    plan.targets[i].forEach((target, k) => {
      builder.addOutput(edge, target, k > 0);
    });
  }
  for (const { source, target } of plan.passed) builder.addOutput(builder.inputOf(source, target), target, true);
  for (const [i, { tensor, target }] of plan.constants.entries()) {
    const values = (backend.computed(tensor.dataId).values as unknown as Elements).slice();
    const dtype = tensor.dtype as 'float32';
    builder.addOutput({ name: `held${i}`, shape: tensor.shape, dtype, constant: () => values }, target, true);
  }
  return { ...builder.model(), dispose: () => disposePlan(backend, plan) };
}

function recordOnly(
  backend: OnnxBackend,
  fn: AnyFunction,
  args: readonly unknown[],
): { recorded: Recorded; plan: Plan } {
  const saved = Object.values(engine().registeredVariables).map((variable) => [variable, variable.clone()] as const);
  try {
    let recorded = record(backend, fn as never, flattenTree(args), { portable: true });
    // the first step of an optimiser only creates its variables
    if (!recorded.plan) recorded = record(backend, fn as never, flattenTree(args), { portable: true });
    if (!recorded.plan) throw new Error('exportOnnx: the function creates new variables at every call.');
    for (const leaf of flattenTree(recorded.result).leaves) leaf.dispose();
    return { recorded, plan: recorded.plan };
  } finally {
    for (const [variable, value] of saved) {
      variable.assign(value as never);
      value.dispose();
    }
  }
}

class ModelBuilder {
  readonly nodes: GraphNode[] = [];
  private readonly inputs: { edge: Edge; source: Source }[] = [];
  private readonly outputs: ModelOutput[] = [];

  /** @param shapeOf the shape of what stands behind an input, where it is known */
  constructor(
    private readonly plan: Plan,
    private readonly shapeOf: (source: Source) => Shape | undefined,
  ) {}

  /** An input that the graph may have recorded in another shape of the same numbers. */
  addInput(edge: Edge, source: Source): void {
    const shape = this.shapeOf(source) ?? edge.shape;
    if (sameShape(shape, edge.shape)) {
      this.inputs.push({ edge, source });
      return;
    }
    const given: Edge = { name: `${edge.name}_given`, shape, dtype: edge.dtype };
    this.nodes.push({ op: 'Reshape', domain: '', inputs: [given, sizes(edge)], outputs: [edge], attributes: {} });
    this.inputs.push({ edge: given, source });
  }

  /** The input of a source; `target` is a tensor of the same kind. */
  inputOf(source: Source, target: Target): Edge {
    const isSame = (other: Source): boolean =>
      (source.kind === 'argument' && other.kind === 'argument' && source.index === other.index) ||
      (source.kind === 'variable' && other.kind === 'variable' && source.variable === other.variable);
    const known = this.inputs.find((input) => isSame(input.source));
    if (known) return known.edge;
    const { shape, dtype } = this.tensorOf(target);
    const edge: Edge = {
      name: `passed${this.inputs.length}`,
      shape: this.shapeOf(source) ?? shape,
      dtype: dtype as 'float32',
    };
    this.inputs.push({ edge, source });
    return edge;
  }

  /** @param isShared whether the edge is an input, a constant or another output already */
  addOutput(edge: Edge, target: Target, isShared: boolean): void {
    const { shape } = this.tensorOf(target);
    const name = `${edge.name}_out${this.outputs.length}`;
    let own = edge;
    if (!sameShape(shape, edge.shape)) {
      const wanted = { name, shape, dtype: edge.dtype };
      own = this.add('Reshape', [edge, sizes(wanted)], wanted);
    } else if (isShared) own = this.add('Identity', [edge], { name, shape, dtype: edge.dtype });
    this.outputs.push({ edge: own, target });
  }

  model(): Omit<RecordedModel, 'dispose'> {
    const order = ({ target }: ModelOutput): number =>
      target.kind === 'leaf' ? target.index : this.plan.result.leaves.length;
    return { nodes: this.nodes, inputs: this.inputs, outputs: this.outputs.sort((a, b) => order(a) - order(b)) };
  }

  private tensorOf(target: Target): { readonly shape: Shape; readonly dtype: string } | Variable {
    return target.kind === 'leaf' ? this.plan.result.leaves[target.index] : target.variable;
  }

  private add(op: string, inputs: readonly Edge[], output: Omit<Edge, 'node'>): Edge {
    const { node, edge } = makeNode(op, inputs, output);
    this.nodes.push(node);
    return edge;
  }
}

/** The constant that a reshape to the shape of `edge` takes. */
function sizes({ name, shape }: Omit<Edge, 'node'>): Edge {
  return { name: `${name}_sizes`, shape: [shape.length], dtype: 'int64', constant: () => asElements('int64', shape) };
}
