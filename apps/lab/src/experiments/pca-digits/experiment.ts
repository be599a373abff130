import { defineExperiment } from '../../experiment.js';
import { digitsRun } from './digits.js';
import { options } from './options.js';
import { script } from './script.js';
import { tableRun } from './table.js';
import { words } from './words.js';

export const pcaDigits = defineExperiment({
  id: 'pca-digits',
  chapter: 'neighbours',
  ...words,
  uses: [{ name: 'Pca', package: '@ai/classic-ml', source: 'packages/classic-ml/src/decomposition/pca.ts' }],
  instant: true,
  options,
  script,
  run: ({ options, table }) => (table ? tableRun(options, table) : digitsRun(options)),
});
