// Assembles the WebAssembly text files of the packages into TypeScript: `node tooling/wasm/build.mjs`, after changing one.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

/** name.wat becomes name.ts beside it, which exports the module in base64. */
const KERNELS = [{ file: 'packages/classic-ml/src/ensemble/histogram-kernel', constant: 'HISTOGRAM_KERNEL' }];

const { parseWat } = await wabt();
for (const { file, constant } of KERNELS) {
  const source = new URL(`../../${file}.wat`, import.meta.url);
  const module = parseWat(source.pathname, readFileSync(source, 'utf8'), { simd: true });
  module.validate();
  const lines = Buffer.from(module.toBinary({}).buffer)
    .toString('base64')
    .match(/.{1,110}/g)
    .map((line) => `  '${line}'`);
  const text = `// Made by tooling/wasm/build.mjs from ${file.split('/').pop()}.wat.\nexport const ${constant} =\n${lines.join(' +\n')};\n`;
  writeFileSync(new URL(`../../${file}.ts`, import.meta.url), text);
  console.log(`${file}.ts`);
}
