import { join } from 'node:path';
import { testExamples } from '@ai/tooling/presets/examples.mjs';

testExamples(join(import.meta.dirname, '..'), { extra: ['../../README.md', '../../CONTRIBUTING.md'] });
