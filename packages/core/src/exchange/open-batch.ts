import type { Edge, GraphNode } from '../onnx/graph.js';
import { sameShape } from '../onnx/types.js';
import { ConstantOpener, FixedBatchError, fitted } from './open-constant.js';
import type { RecordedModel } from './recorded-model.js';

/** A function recorded for a batch of that size. */
export interface BatchTrace {
  readonly size: number;
  readonly model: RecordedModel;
}

/** The nodes of a model whose batch size is open. */
export interface OpenModel {
  readonly nodes: readonly GraphNode[];
  /** Shapes of inputs and outputs, by name where the size is open. */
  readonly openShapes: ReadonlyMap<Edge, readonly (number | string)[]>;
}

/**
 * Leaves the batch size of a function open by comparing what was recorded for several sizes: the operations must be the same, and the
 * constants that differ are computed from the batch size instead.
 *
 * @param traces recordings for at least three sizes; the result has the edges of the first
 * @param batched the input whose first dimension is the batch
 * @throws FixedBatchError naming the operation that stands in the way
 */
export function openBatch(
  traces: readonly BatchTrace[],
  batched: (model: RecordedModel) => Edge | undefined,
): OpenModel {
  const [{ model }] = traces;
  const batch = batched(model);
  if (!batch) throw new FixedBatchError('no input that the result depends on has a batch');
  const opener = new ConstantOpener(
    batch,
    traces.map(({ size }) => size),
  );
  const places = traces.map(({ model: each }) => placesOf(each));
  if (new Set(traces.map((each) => each.model.nodes.length)).size > 1) {
    throw new FixedBatchError('the function does other operations for other sizes');
  }
  const nodes: GraphNode[] = [];
  for (const [i, node] of model.nodes.entries()) {
    const twins = traces.map((each) => each.model.nodes[i]);
    const form = ({ op, inputs, attributes }: GraphNode): string =>
      `${op} ${inputs.length} ${JSON.stringify(attributes)}`;
    if (twins.some((twin) => form(twin) !== form(node))) {
      throw new FixedBatchError(`the function does other operations for other sizes, from ${node.op} on`);
    }
    const inputs = node.inputs.map((input, k) => {
      const variants = twins.map((twin) => twin.inputs[k]);
      if (variants.every((variant) => variant?.constant)) return opener.open(variants as Edge[], node.op, k);
      const known = variants.map((variant, t) => variant && places[t].get(variant));
      if (new Set(known).size > 1) throw new FixedBatchError(`${node.op} reads other values for other sizes`);
      return input;
    });
    nodes.push(
      ...opener.takeNodes(),
      inputs.every((input, k) => input === node.inputs[k]) ? node : { ...node, inputs },
    );
  }
  return { nodes, openShapes: openShapesOf(traces) };
}

/** What each edge is in every trace alike: the input or the output of a node of that number. */
function placesOf(model: RecordedModel): Map<Edge, string> {
  const places = new Map(model.inputs.map(({ edge }, i) => [edge, `input ${i}`]));
  model.nodes.forEach(({ outputs }, i) => {
    outputs.forEach((edge, k) => {
      places.set(edge, `node ${i} ${k}`);
    });
  });
  return places;
}

/** @throws FixedBatchError if the shapes of the results do not grow with the batch size in the same way for all sizes */
export function checkResultShapes(traces: readonly BatchTrace[]): void {
  const sizes = traces.map(({ size }) => size);
  const last = traces[traces.length - 1];
  last.model.outputs.forEach(({ edge }, i) => {
    const shapes = traces.map(({ model }) => model.outputs[i]?.edge.shape ?? []);
    const isRegular = edge.shape.every((_, axis) =>
      fitted(
        sizes,
        shapes.map((shape) => shape[axis]),
      ),
    );
    if (!isRegular || shapes.some(({ length }) => length !== edge.shape.length)) {
      throw new FixedBatchError(
        `result ${i} is of shape [${edge.shape}] for a batch of ${last.size}, [${shapes[0]}] for ${sizes[0]}`,
      );
    }
  });
}

function openShapesOf(traces: readonly BatchTrace[]): Map<Edge, readonly (number | string)[]> {
  const edges = traces.map(({ model }) => [...model.inputs, ...model.outputs].map(({ edge }) => edge));
  const sizes = traces.map(({ size }) => size);
  return new Map(
    edges[0].map((edge, i): [Edge, readonly (number | string)[]] => {
      const shapes = edges.map((each) => each[i].shape);
      if (shapes.every((shape) => sameShape(shape, edge.shape))) return [edge, edge.shape];
      const open = edge.shape.map((length, axis) => {
        const fit = fitted(
          sizes,
          shapes.map((shape) => shape[axis]),
        );
        if (!fit) return `open${axis}`;
        if (fit.slope === 0) return length;
        const scaled = fit.slope === 1 ? 'batch' : `${fit.slope}*batch`;
        return fit.offset === 0 ? scaled : `${scaled}${fit.offset > 0 ? '+' : ''}${fit.offset}`;
      });
      return [edge, open];
    }),
  );
}
