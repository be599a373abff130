import { checkGoldenGradients } from '../../test/golden-gradients.js';
import { tf } from '../index.js';

checkGoldenGradients('broadcasting', (name) => {
  const operation = name.split(' ')[0] as 'maximum' | 'minimum' | 'squaredDifference';
  return (a, b) => tf[operation](a, b);
});
