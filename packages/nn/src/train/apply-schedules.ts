import type { TrainingProgram } from './program.js';
import type { TrainerOptions } from './trainer-options.js';

/** Sets the learning rates of the step after so many. */
export function applySchedules(
  { optimizers }: TrainingProgram,
  schedule: TrainerOptions['schedule'],
  steps: number,
): void {
  if (!schedule) return;
  for (const [name, optimizer] of Object.entries(optimizers)) {
    const own = typeof schedule === 'function' ? schedule : schedule[name];
    if (own) optimizer.learningRateFactor = own(steps);
  }
}
