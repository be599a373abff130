import type { ModuleCase } from '@ai/core/testing';
import * as nn from '../../src/index.js';
import { kinked, normal } from './inputs.js';

const activation = (name: string, make: () => nn.AnyModule, options: Partial<ModuleCase> = {}): ModuleCase => ({
  name,
  make,
  input: normal(3, 4),
  output: [[3, 4]],
  ...options,
});
export const activationCases: readonly ModuleCase[] = [
  activation('Step', () => new nn.Step(), kinked),
  activation('Sigmoid', () => new nn.Sigmoid()),
  activation('Tanh', () => new nn.Tanh()),
  activation('Relu', () => new nn.Relu(), kinked),
  activation('Relu6', () => new nn.Relu6(), kinked),
  activation('LeakyRelu', () => new nn.LeakyRelu(), kinked),
  activation('PRelu', () => new nn.PRelu(4), { ...kinked, state: { weight: [4] } }),
  activation('Elu', () => new nn.Elu(1.5), kinked),
  activation('Selu', () => new nn.Selu(), kinked),
  activation('Gelu', () => new nn.Gelu()),
  activation('Silu', () => new nn.Silu()),
  activation('Softplus', () => new nn.Softplus()),
  activation('Mish', () => new nn.Mish()),
  activation('Softsign', () => new nn.Softsign()),
  activation('HardSigmoid', () => new nn.HardSigmoid(), kinked),
  activation('HardSwish', () => new nn.HardSwish(), kinked),
  activation('Celu', () => new nn.Celu(2)),
  activation('LogSigmoid', () => new nn.LogSigmoid()),
  activation('HardTanh', () => new nn.HardTanh(), kinked),
  activation('HardShrink', () => new nn.HardShrink(), kinked),
  activation('SoftShrink', () => new nn.SoftShrink(), kinked),
  activation('TanhShrink', () => new nn.TanhShrink()),
  activation('LogSoftmax', () => new nn.LogSoftmax()),
  activation('Softmax', () => new nn.Softmax(0)),
  activation('Glu', () => new nn.Glu(), { output: [[3, 2]] }),
];
