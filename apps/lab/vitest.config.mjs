export { default } from '../../tooling/presets/vitest.mjs';
