import type { Scalars, TrainingEvent } from '../train/events.js';

/**
 * The numbers of an event under the names that logs give them: 'train/loss' of a step, 'epoch/loss' for the mean over an epoch,
 * 'validation/loss', 'learning_rate/optimizer'. Empty for events without numbers.
 */
export function taggedScalars(event: TrainingEvent): Record<string, number> {
  if (event.type === 'step') {
    return {
      ...tagged('train', event.scalars),
      ...tagged('validation', event.validation ?? {}),
      ...tagged('learning_rate', event.learningRates),
    };
  }
  if (event.type !== 'epoch') return {};
  const { optimizers } = event.trainer.program;
  const rates = Object.entries(optimizers).map(([name, { learningRates }]) => [name, learningRates[0]]);
  return {
    ...tagged('epoch', event.scalars),
    ...tagged('validation', event.validation ?? {}),
    ...tagged('learning_rate', Object.fromEntries(rates)),
  };
}

/** Whether it is an epoch's end, one of every so many steps, or a step with a validation. */
export function isLogged(event: TrainingEvent, everySteps: number | undefined): boolean {
  if (event.type !== 'step') return event.type === 'epoch';
  return event.validation !== undefined || (everySteps !== undefined && event.progress.step % everySteps === 0);
}

function tagged(group: string, scalars: Scalars): Record<string, number> {
  return Object.fromEntries(Object.entries(scalars).map(([name, value]) => [`${group}/${name}`, value]));
}
