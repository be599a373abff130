// A contender in Node: loads a workload for the engine in AI_ENGINE and runs it when told.
// Requests and answers are those of peer.py: {"file", "threads", "variant"} -> {"label", "check"}; {"run": n} -> {"ms": [...]}.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { engineInfo, setEngine } from '@ai/core';

console.log = console.error; // standard output belongs to the answers

let step;

async function prepare({ file, threads, variant }) {
  await setEngine(process.env.AI_ENGINE, { threads });
  const workload = (await import(pathToFileURL(file).href)).default;
  step = await workload.prepare({ threads, variant });
  const result = await step();
  const check = await workload.check?.(result);
  const { name, version } = engineInfo();
  return { label: [name, version].filter(Boolean).join(' '), check };
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
