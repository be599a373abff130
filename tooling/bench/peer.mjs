// A contender in Node: loads a workload for the engine in AI_ENGINE, or the script of a package's peer, and runs it when told.
// Requests and answers are those of peer.py: {"file", "threads", "variant"} -> {"label", "check"}; {"run": n} -> {"ms": [...]}.
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

console.log = console.error; // standard output belongs to the answers

let step;

async function prepare({ file, threads, variant }) {
  const workload = (await import(pathToFileURL(file).href)).default;
  const label = workload.package ? labelOfPackage : await useEngine(threads);
  step = await workload.prepare({ threads, variant });
  const result = await step();
  const check = await workload.check?.(result);
  return { label: await label(workload.package), check };
}

/** Our packages on the engine in AI_ENGINE; a peer's process never loads them. Returns who tells the engine's name once it has run. */
async function useEngine(threads) {
  const { engineInfo, setEngine } = await import('@ai/core');
  await setEngine(process.env.AI_ENGINE, { threads });
  return () => {
    const { name, version } = engineInfo();
    return [name, version].filter(Boolean).join(' ');
  };
}

async function labelOfPackage(name) {
  const { devDependencies } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  return `${name} ${devDependencies[name]}`;
}

async function run(count) {
  const ms = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    const result = step();
    if (result instanceof Promise) await result;
    ms.push(performance.now() - start);
  }
  return { ms };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = request.run ? await run(request.run) : await prepare(request);
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
