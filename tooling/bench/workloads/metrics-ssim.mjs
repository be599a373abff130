import { ssim } from '@ai/metrics';
import { spread } from '../data.mjs';

const [HEIGHT, WIDTH] = [2000, 2000];

export default {
  name: 'metrics-ssim',
  title: `structural similarity of a pair of ${HEIGHT} x ${WIDTH} pixels, Gaussian window`,
  skip: { js: 'it uses no engine', wasm: 'it uses no engine', 'tfjs-node': 'it uses no engine' },
  python: { 'scikit-image': 'metrics_ssim_skimage.py' },
  prepare() {
    const noise = spread(HEIGHT * WIDTH, 1);
    const shape = [1, HEIGHT, WIDTH, 1];
    const target = { data: Float32Array.from(noise, (_, i) => ((i % 97) + (i % 89)) / 184), shape };
    const prediction = { data: target.data.map((value, i) => value + 0.1 * noise[i]), shape };
    return () => ssim(target, prediction);
  },
  check: (similarity) => similarity,
};
