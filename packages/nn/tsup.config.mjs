export { default } from '../../tooling/presets/tsup.mjs';
