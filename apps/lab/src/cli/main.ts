// The lab in a terminal: `npm run lab -- list`, `npm run lab -- run <id> --set name=value`.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { MAX_SEED, RequestError } from '../request.js';
import { LANGUAGES, type Language } from '../text.js';
import { describeExperiment, listExperiments } from './list.js';
import { runCommand } from './run.js';

function readSeed(value: string): number {
  const seed = Number(value);
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED || value.trim() === '') {
    throw new InvalidArgumentError(`It must be an integer from 0 to ${MAX_SEED}.`);
  }
  return seed;
}

function readLanguage(value: string): Language {
  if (!LANGUAGES.includes(value as Language))
    throw new InvalidArgumentError(`It must be one of ${LANGUAGES.join(', ')}.`);
  return value as Language;
}

const program = new Command('lab')
  .description('Runs the experiments of the lab. Without a page: npm run lab -- <command>.')
  .showSuggestionAfterError()
  .exitOverride();

program
  .command('list')
  .description('list the experiments, by chapter')
  .option('--json', 'as JSON')
  .option('--lang <language>', `language: ${LANGUAGES.join(', ')}`, readLanguage, 'en')
  .action(listExperiments);

program
  .command('show')
  .description('show one experiment: what it is, its options and their defaults')
  .argument('<id>', 'the experiment')
  .option('--lang <language>', `language: ${LANGUAGES.join(', ')}`, readLanguage, 'en')
  .action(describeExperiment);

program
  .command('run')
  .description('run one experiment')
  .argument('<id>', 'the experiment')
  .option('--set <name=value>', 'set an option; may be repeated', (item: string, all: string[]) => [...all, item], [])
  .option('--data <file>', 'use your own table: a CSV file with a header row, where the experiment takes one')
  .option('--seed <n>', 'seed of all random numbers', readSeed, 0)
  .option('--out <folder>', 'write result.json, run.json, pictures and report.html there')
  .option('--json', 'print result.json and nothing else')
  .option('--lang <language>', `language: ${LANGUAGES.join(', ')}`, readLanguage, 'en')
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 the experiment failed, 2 wrong usage, 130 stopped by Ctrl-C.
'lab show <id>' lists the options of an experiment.`,
  )
  .action(runCommand);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = error instanceof RequestError ? 2 : 1;
  }
}
