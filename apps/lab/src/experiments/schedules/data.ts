import { cosineDecay, exponentialDecay, linearDecay, oneCycle, type Schedule, stepDecay, warmUp } from '@ai/nn';

export type Name = 'constant' | 'step' | 'exponential' | 'linear' | 'cosine' | 'oneCycle';

export interface Settings {
  readonly schedule: Name;
  readonly steps: number;
  readonly warmUpSteps: number;
  readonly final: number;
}

/** The schedule and the code that makes it. */
export function build({ schedule, steps, warmUpSteps, final }: Settings): { factor: Schedule; code: string } {
  const rest = Math.max(1, steps - warmUpSteps);
  const every = Math.max(1, Math.round(rest / 4));
  const drop = Number(final ** (1 / 3)).toPrecision(3);
  const shrink = Number((final ** (1 / rest)).toPrecision(6));
  const after: Readonly<Record<Name, { factor: Schedule; code: string }>> = {
    constant: { factor: () => 1, code: '() => 1' },
    step: { factor: stepDecay(every, Number(drop)), code: `stepDecay(${every}, ${drop})` },
    exponential: { factor: exponentialDecay(shrink), code: `exponentialDecay(${shrink})` },
    linear: { factor: linearDecay(rest, final), code: `linearDecay(${rest}, ${final})` },
    cosine: { factor: cosineDecay(rest, final), code: `cosineDecay(${rest}, ${final})` },
    oneCycle: { factor: oneCycle(Math.max(2, rest)), code: `oneCycle(${Math.max(2, rest)})` },
  };
  const { factor, code } = after[schedule];
  if (warmUpSteps === 0) return { factor, code };
  return { factor: warmUp(warmUpSteps, factor), code: `warmUp(${warmUpSteps}, ${code})` };
}
