import type { tf } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import type { LayerAnalysis } from './analysis.js';
import type { ForwardContext } from './context.js';
import { fitState, type LoadOptions, type LoadReport } from './load-report.js';
import { readVariable, variableInfo, writeVariable } from './parameter.js';

/** Values by name, in the shapes of the reference's checkpoint. A Map: any string may be a name. */
export type StateDict = ReadonlyMap<string, NdArray>;

/** A module of any input and output. */
// biome-ignore lint/suspicious/noExplicitAny: containers and tools take modules whatever they map
export type AnyModule = Module<any, any>;

/**
 * A network or a part of one: variables, other modules, and `forward`.
 *
 * A subclass assigns its parameters, buffers and submodules to public properties. Names follow from the properties as in PyTorch's
 * checkpoints: `this.conv1 = new Conv2d(...)` holds `conv1.weight`, `runningMean` is saved as `running_mean`, the items of an array of
 * modules are numbered.
 *
 * A module owns its variables: `dispose()` frees them, also at the end of a `using` block.
 *
 * @example
 * ```ts
 * import { Random, tf } from '@ai/core';
 * import { Linear, Module, relu } from '@ai/nn';
 *
 * class Mlp extends Module {
 *   readonly hidden: Linear;
 *   readonly output: Linear;
 *
 *   constructor(random: Random) {
 *     super();
 *     this.hidden = new Linear(4, 16, { random });
 *     this.output = new Linear(16, 3, { random });
 *   }
 *
 *   forward(x: tf.Tensor): tf.Tensor {
 *     return tf.tidy(() => this.output.forward(relu(this.hidden.forward(x))));
 *   }
 * }
 *
 * const model = new Mlp(new Random(1));
 * console.log([...model.namedParameters().keys()]); // hidden.weight, hidden.bias, output.weight, output.bias
 * model.dispose();
 * ```
 */
export abstract class Module<Input = tf.Tensor, Output = tf.Tensor> {
  /**
   * Maps an input to an output that the caller owns. The input is never disposed.
   *
   * @param context training or inference, and the random numbers of layers that need them
   * @default context inference
   */
  abstract forward(input: Input, context?: ForwardContext): Output;

  /**
   * What `summary` cannot see from the operations of `forward`. A layer whose operations are not those of its definition, or mix
   * places of its input by other means than convolution and pooling, says so here.
   *
   * @param _input shape of the first input
   * @param _output shape of the first output
   */
  analysis(_input: readonly number[], _output: readonly number[]): LayerAnalysis {
    return {};
  }

  /** Variables and submodules under their names; the default reads the public properties in order of their creation. */
  protected *members(): Iterable<readonly [name: string, member: tf.Variable | AnyModule]> {
    for (const [property, value] of Object.entries(this)) {
      const name = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const items: [string, unknown][] = Array.isArray(value)
        ? value.map((v, i) => [`${name}.${i}`, v])
        : [[name, value]];
      for (const [itemName, item] of items) {
        if (item instanceof Module) yield [itemName, item];
        else if (isOwned(item)) yield [itemName, item];
      }
    }
  }

  /** Direct submodules with their names. */
  namedChildren(): ReadonlyMap<string, AnyModule> {
    const children = [...this.members()].filter(
      (entry): entry is readonly [string, AnyModule] => entry[1] instanceof Module,
    );
    return new Map(children);
  }

  /** This module (name '') and everything below it, each before its parts. */
  namedModules(prefix = ''): ReadonlyMap<string, AnyModule> {
    const modules = new Map<string, AnyModule>([[prefix, this]]);
    for (const [name, child] of this.namedChildren()) {
      for (const [path, module] of child.namedModules(join(prefix, name))) modules.set(path, module);
    }
    return modules;
  }

  /** Trainable and frozen parameters under their full names; one that is shared appears under each of its names. */
  namedParameters(): ReadonlyMap<string, tf.Variable> {
    return this.variables('parameter');
  }

  /** Buffers under their full names. */
  namedBuffers(): ReadonlyMap<string, tf.Variable> {
    return this.variables('buffer');
  }

  private variables(kind?: 'parameter' | 'buffer', prefix = ''): Map<string, tf.Variable> {
    const variables = new Map<string, tf.Variable>();
    for (const [name, member] of this.members()) {
      const path = join(prefix, name);
      if (member instanceof Module) {
        for (const [inner, variable] of member.variables(kind, path)) variables.set(inner, variable);
      } else if (kind === undefined || variableInfo(member)?.kind === kind) {
        variables.set(path, member);
      }
    }
    return variables;
  }

  /** The parameters that are not frozen, each once: what gradients are asked for. */
  trainableVariables(): tf.Variable[] {
    return [...new Set(this.namedParameters().values())].filter(({ trainable }) => trainable);
  }

  /** Number of parameter entries, shared ones counted once. */
  countParameters(options: { readonly trainableOnly?: boolean } = {}): number {
    const all = options.trainableOnly ? this.trainableVariables() : new Set(this.namedParameters().values());
    return [...all].reduce((sum, { size }) => sum + size, 0);
  }

  /** Excludes all parameters from training, or takes them back in. Batch statistics still follow the mode of the call. */
  freeze(frozen = true): this {
    for (const variable of this.namedParameters().values()) variable.trainable = !frozen;
    return this;
  }

  /** Parameters and buffers, copied, under the names and in the shapes of the reference's checkpoint. */
  stateDict(): Map<string, NdArray> {
    return new Map([...this.variables()].map(([name, variable]) => [name, readVariable(variable)]));
  }

  /**
   * Takes over the values of a state dictionary.
   *
   * @returns what did not fit (nothing, if strict)
   * @throws InvalidDataError if strict and a name is missing, unexpected or misshaped; nothing is loaded then
   */
  loadStateDict(state: StateDict, options: LoadOptions = {}): LoadReport {
    const variables = this.variables();
    const shapes = new Map([...state].map(([name, { shape }]) => [name, shape]));
    const { report, fitting } = fitState(variables, shapes, this.constructor.name, options);
    for (const name of fitting) writeVariable(variables.get(name)!, state.get(name)!);
    return report;
  }

  /** Frees all variables. The module cannot be used afterwards; a second call does nothing. */
  dispose(): void {
    for (const variable of this.variables().values()) if (!variable.isDisposed) variable.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

function isOwned(value: unknown): value is tf.Variable {
  return typeof value === 'object' && value !== null && variableInfo(value as tf.Variable) !== undefined;
}

function join(prefix: string, name: string): string {
  return prefix ? `${prefix}.${name}` : name;
}
