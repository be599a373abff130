import { type RotateAttributes, turnedPixels } from '../../kernels/turned-pixels.js';
import type { Edge, Graph } from '../graph.js';
import { asElements } from '../types.js';
import { cast, constant, elementwise, reshape, Value } from '../value.js';
import { concatenated } from './edges.js';
import type { LoweringTable } from './lowering.js';

// Images that are read at computed places: (N, H, W) of them in images (B, height, width, C). TensorFlow.js's kernels compute the
// places in float64, and so do these: whether one lies inside of the image hangs on the last bit.

type Method = 'bilinear' | 'nearest';

const double = (graph: Graph, value: number): Value => constant(graph, value, 'float64');
const calculate = (operator: string, ...values: Value[]): Value => elementwise(operator, values, 'float64');
const test = (operator: string, ...values: Value[]): Value => elementwise(operator, values, 'bool');
const choose = (condition: Value, a: Value, b: Value): Value => elementwise('Where', [condition, a, b], a.dtype);
const floorOf = (x: Value): Value => calculate('Floor', x);
const roundOf = (x: Value): Value => floorOf(calculate('Add', x, double(x.graph, 0.5)));

function isInside(at: Value, size: number): Value {
  const { graph } = at;
  return test('And', test('GreaterOrEqual', at, double(graph, 0)), test('LessOrEqual', at, double(graph, size - 1)));
}

/** `at` kept inside of [0, size - 1]; NaN becomes 0. */
function clamp(at: Value, size: number): Value {
  const { graph } = at;
  const isPositive = test('Greater', at, double(graph, 0));
  return choose(isPositive, calculate('Min', at, double(graph, size - 1)), double(graph, 0));
}

/** All pixels of images, float32, one a row; then a row for each of the numbers that stand where there is no pixel. */
class PixelTable {
  private readonly rows: Edge;
  private readonly graph: Graph;

  constructor(
    private readonly images: Value,
    fills: readonly number[],
  ) {
    const [batch, height, width, channels] = images.shape;
    this.graph = images.graph;
    const pixels = reshape(cast(images, 'float32'), [batch * height * width, channels]).edge();
    const rest = fills.map((fill) => Value.filled(this.graph, [1, channels], 'float32', fill).edge());
    this.rows = concatenated(this.graph, [pixels, ...rest], 0);
  }

  /** The index of the row for the fill of that number. */
  fillAt(number: number): Value {
    const [batch, height, width] = this.images.shape;
    return constant(this.graph, batch * height * width + number, 'int32');
  }

  /** The pixels of whole rows and columns where `valid`, the row `otherwise` elsewhere: (N, H, W, C). */
  read(image: Value, row: Value, column: Value, valid: Value, otherwise: Value): Value {
    const [, height, width, channels] = this.images.shape;
    const integer = (at: Value, size: number): Value => cast(clamp(at, size), 'int32');
    const scaled = (x: Value, factor: number): Value =>
      elementwise('Mul', [x, constant(this.graph, factor, 'int32')], 'int32');
    const line = elementwise('Add', [scaled(image, height), integer(row, height)], 'int32');
    const pixel = elementwise('Add', [scaled(line, width), integer(column, width)], 'int32');
    const index = choose(valid, pixel, otherwise).edge();
    const values = this.graph.add('Gather', [this.rows, index], [...index.shape, channels], 'float32', { axis: 0 });
    return Value.of(this.graph, values);
  }
}

/** One number per place, for all its channels. */
const perPlace = (x: Value): Value => reshape(x, [...x.shape, 1]);

/** a + (b - a) share */
function mix(a: Value, b: Value, share: Value): Value {
  const difference = elementwise('Sub', [b, a], 'float32');
  return elementwise('Add', [a, elementwise('Mul', [difference, share], 'float32')], 'float32');
}

interface CropAttributes {
  readonly cropSize: [number, number];
  readonly method: Method;
  readonly extrapolationValue: number;
}

/** `count` places (N, count) between the edges `low` and `high` (N, 1) of boxes, in pixels of an axis of `size`. */
function cropPlaces(low: Value, high: Value, count: number, size: number): Value {
  const { graph } = low;
  const last = double(graph, size - 1);
  if (count === 1) return calculate('Mul', calculate('Mul', double(graph, 0.5), calculate('Add', low, high)), last);
  const span = calculate('Mul', calculate('Sub', high, low), last);
  const step = calculate('Div', span, double(graph, count - 1));
  const steps = asElements(
    'float64',
    Array.from({ length: count }, (_, i) => i),
  ); // (count)
  const offsets = calculate('Mul', Value.of(graph, graph.constant('float64', steps, [count])), step);
  return calculate('Add', calculate('Mul', low, last), offsets);
}

function cropAndResize(images: Value, boxes: Value, boxInd: Value, attributes: CropAttributes): Value {
  const { graph } = images;
  const [batch, height, width] = images.shape;
  const boxCount = boxes.shape[0];
  const [cropHeight, cropWidth] = attributes.cropSize;
  const side = Array.from({ length: 4 }, () => [[boxCount, 1], 'float64'] as const);
  const [y1, x1, y2, x2] = graph
    .addMany('Split', [cast(boxes, 'float64').edge(), graph.integers([1, 1, 1, 1])], side, { axis: 1 })
    .map((edge) => Value.of(graph, edge));
  const y = reshape(cropPlaces(y1, y2, cropHeight, height), [boxCount, cropHeight, 1]);
  const x = reshape(cropPlaces(x1, x2, cropWidth, width), [boxCount, 1, cropWidth]);

  const zero = constant(graph, 0, 'int32');
  const isImage = test(
    'And',
    test('GreaterOrEqual', boxInd, zero),
    test('Less', boxInd, constant(graph, batch, 'int32')),
  );
  const image = reshape(choose(isImage, boxInd, zero), [boxCount, 1, 1]);
  const table = new PixelTable(images, [attributes.extrapolationValue, 0]);
  const owned = reshape(isImage, [boxCount, 1, 1]);
  const valid = test('And', test('And', isInside(y, height), isInside(x, width)), owned);
  const otherwise = choose(owned, table.fillAt(0), table.fillAt(1));
  const read = (row: Value, column: Value): Value => table.read(image, row, column, valid, otherwise);

  if (attributes.method === 'nearest') return read(roundOf(y), roundOf(x));
  const [top, left] = [floorOf(y), floorOf(x)];
  const [bottom, right] = [calculate('Ceil', y), calculate('Ceil', x)];
  const share = (at: Value, low: Value): Value => perPlace(cast(calculate('Sub', at, low), 'float32'));
  const [shareY, shareX] = [share(y, top), share(x, left)];
  const above = mix(read(top, left), read(top, right), shareX);
  return mix(above, mix(read(bottom, left), read(bottom, right), shareX), shareY);
}

interface TransformAttributes {
  readonly interpolation: Method;
  readonly fillMode: 'constant' | 'reflect' | 'wrap' | 'nearest';
  readonly fillValue: number;
  readonly outputShape?: [number, number];
}

/** Coordinates outside of [0, size - 1] brought back inside, as the fill mode has it. */
function fold(at: Value, size: number, mode: TransformAttributes['fillMode']): Value {
  const { graph } = at;
  if (mode === 'constant') return at;
  if (mode === 'nearest' || size <= 1) return clamp(at, size);
  const number = (value: number): Value => double(graph, value);
  const turns = (x: Value, period: number): Value => floorOf(calculate('Div', x, number(period)));
  const isBelow = test('Less', at, number(0));
  const isAbove = test('Greater', at, number(size - 1));
  const negated = calculate('Neg', at);
  let below: Value;
  let above: Value;
  if (mode === 'reflect') {
    const period = number(2 * size);
    const moved = calculate('Add', calculate('Mul', period, turns(negated, 2 * size)), at);
    const mirrored = calculate('Sub', calculate('Neg', moved), number(1));
    below = choose(test('Less', moved, number(-size)), calculate('Add', moved, period), mirrored);
    const rest = calculate('Sub', at, calculate('Mul', period, turns(at, 2 * size)));
    const back = calculate('Sub', calculate('Sub', period, rest), number(1));
    above = choose(test('GreaterOrEqual', rest, number(size)), back, rest);
  } else {
    const forward = calculate('Add', turns(negated, size - 1), number(1));
    below = calculate('Add', at, calculate('Mul', number(size), forward));
    above = calculate('Sub', at, calculate('Mul', number(size), turns(at, size - 1)));
  }
  return clamp(choose(isBelow, below, choose(isAbove, above, at)), size);
}

function transform(images: Value, transforms: Value, attributes: TransformAttributes): Value {
  const { graph } = images;
  const [batch, height, width] = images.shape;
  const [outHeight, outWidth] = attributes.outputShape ?? [height, width];
  const count = transforms.shape[0];
  const column = Array.from({ length: 8 }, () => [[count, 1], 'float64'] as const);
  const a = graph
    .addMany('Split', [cast(transforms, 'float64').edge(), graph.integers(Array(8).fill(1))], column, { axis: 1 })
    .map((edge) => reshape(Value.of(graph, edge), [count, 1, 1]));
  const range = (size: number, type: 'float64' | 'int32', shape: number[]): Value =>
    Value.of(
      graph,
      graph.constant(
        type,
        asElements(
          type,
          Array.from({ length: size }, (_, i) => i),
        ),
        shape,
      ),
    );
  const u = range(outWidth, 'float64', [1, 1, outWidth]);
  const v = range(outHeight, 'float64', [1, outHeight, 1]);
  const linear = (i: number, last: Value): Value =>
    calculate('Add', calculate('Add', calculate('Mul', a[i], u), calculate('Mul', a[i + 1], v)), last);
  const projection = linear(6, double(graph, 1));
  const isInfinite = test('Equal', projection, double(graph, 0));
  const divisor = choose(isInfinite, double(graph, 1), projection);
  const place = (i: number, size: number): Value =>
    fold(calculate('Div', linear(i, a[i + 2]), divisor), size, attributes.fillMode);
  const [x, y] = [place(0, width), place(3, height)];

  const image = range(batch, 'int32', [batch, 1, 1]);
  const table = new PixelTable(images, [attributes.fillValue]);
  const isPlace = elementwise('Not', [isInfinite], 'bool');
  const read = (row: Value, line: Value): Value => {
    const inside = test('And', test('And', isInside(row, height), isInside(line, width)), isPlace);
    return table.read(image, row, line, inside, table.fillAt(0));
  };
  let values: Value;
  if (attributes.interpolation === 'nearest') values = read(roundOf(y), roundOf(x));
  else {
    const [top, left] = [floorOf(y), floorOf(x)];
    const one = double(graph, 1);
    const [bottom, right] = [calculate('Add', top, one), calculate('Add', left, one)];
    const share = (low: Value, high: Value): Value => perPlace(cast(calculate('Sub', high, low), 'float32'));
    const mixed = (p: Value, q: Value, before: Value, after: Value): Value =>
      elementwise(
        'Add',
        [elementwise('Mul', [before, p], 'float32'), elementwise('Mul', [after, q], 'float32')],
        'float32',
      );
    const [beforeX, afterX, beforeY, afterY] = [share(x, right), share(left, x), share(y, bottom), share(top, y)];
    const above = mixed(read(top, left), read(top, right), beforeX, afterX);
    values = mixed(above, mixed(read(bottom, left), read(bottom, right), beforeX, afterX), beforeY, afterY);
  }
  return cast(values, images.dtype);
}

function rotate(image: Value, attributes: RotateAttributes): Value {
  const { graph, dtype } = image;
  const [batch, height, width, channels] = image.shape;
  const { fillValue, radians, center } = attributes;
  const pixels = height * width;
  const fill = Array.from({ length: channels }, (_, channel) =>
    typeof fillValue === 'number' ? fillValue : channel === 3 ? 255 : fillValue[channel],
  );
  const row = Value.of(graph, graph.constant(dtype, asElements(dtype, fill), [1, 1, channels]));
  const beyond = Value.broadcast(graph, [batch, 1, channels], row.edge()).edge();
  const source = concatenated(graph, [reshape(image, [batch, pixels, channels]).edge(), beyond], 1);
  const key = `turned ${height} ${width} ${radians} ${center}`;
  const index = graph.namedConstant(key, 'int32', [pixels], () =>
    turnedPixels(height, width, attributes).map((pixel) => (pixel < 0 ? pixels : pixel)),
  );
  const turned = graph.add('Gather', [source, index], [batch, pixels, channels], dtype, { axis: 1 });
  return reshape(Value.of(graph, turned), image.shape);
}

const isNumeric = ({ dtype }: Value): boolean => dtype === 'float32' || dtype === 'int32';

export const sampling: LoweringTable = {
  CropAndResize: (_, { image, boxes, boxInd }, attributes: CropAttributes) =>
    isNumeric(image) && boxes.dtype === 'float32' && boxInd.dtype === 'int32'
      ? cropAndResize(image, boxes, boxInd, attributes)
      : undefined,
  Transform: (_, { image, transforms }, attributes: TransformAttributes) =>
    isNumeric(image) && transforms.dtype === 'float32' ? transform(image, transforms, attributes) : undefined,
  RotateWithOffset: (_, { image }, attributes: RotateAttributes) =>
    isNumeric(image) ? rotate(image, attributes) : undefined,
};
