import { InvalidDataError } from '../../errors.js';
import { demand, same, thrown } from './demands.js';
import type { Model, Subject } from './subject.js';

export function checkSaving(subject: Subject): void {
  const model = subject.fit();
  const loaded = subject.load(model, JSON.parse(JSON.stringify(model)));
  same(subject.trainingOutputs(loaded), subject.trainingOutputs(model), 0, 'The loaded model');
  demand(JSON.stringify(loaded) === JSON.stringify(model), 'The loaded model is saved otherwise.');
}

export function checkDamagedDocuments(subject: Subject): void {
  const model = subject.fit();
  const load = (document: unknown): Model => subject.load(model, document);
  const document = JSON.parse(JSON.stringify(model)) as Record<string, unknown>;
  for (const foreign of [null, 1, 'text', [], {}, { ...document, kind: 'Foreign' }, { ...document, version: 999 }]) {
    thrown(() => load(foreign), InvalidDataError, `The document ${JSON.stringify(foreign)?.slice(0, 60)}`);
  }
  for (const name of Object.keys(document)) {
    const { [name]: _, ...rest } = document;
    thrown(() => load(rest), InvalidDataError, `A document without '${name}'`);
    thrown(
      () => load({ ...document, [name]: { damaged: true } }),
      InvalidDataError,
      `A document with another '${name}'`,
    );
  }
}
