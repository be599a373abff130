import type { OptionValues } from '../options.js';
import type { RenderedFigure } from '../render/rendered.js';
import type { ApiDoc } from '../server/api-doc.js';
import type { catalogue, ExperimentPage } from '../server/catalogue.js';
import type { TableInfo } from '../server/tables.js';
import type { Language } from '../text.js';

export type Catalogue = ReturnType<typeof catalogue>;

async function read<T>(response: Response): Promise<T> {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

async function post<T>(address: string, body: unknown): Promise<T> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return read(response);
}

export async function fetchCatalogue(): Promise<Catalogue> {
  return read(await fetch('/api/experiments'));
}

export async function fetchExperiment(id: string): Promise<ExperimentPage> {
  return read(await fetch(`/api/experiments/${encodeURIComponent(id)}`));
}

export interface SourceFile {
  readonly name: string;
  readonly code: string;
}

export async function fetchSource(id: string): Promise<SourceFile[]> {
  return read(await fetch(`/api/experiments/${encodeURIComponent(id)}/source`));
}

/** The documentation of something the experiment uses; `page` is its page of the whole reference, where that was built. */
export async function fetchApiDoc(id: string, name: string): Promise<ApiDoc & { code: string; page?: string }> {
  return read(await fetch(`/api/experiments/${encodeURIComponent(id)}/uses/${encodeURIComponent(name)}`));
}

/** Leaves a table with the server, which names its columns. */
export function uploadTable(name: string, content: string): Promise<TableInfo> {
  return post('/api/tables', { name, content });
}

export async function fetchTable(reference: string): Promise<TableInfo> {
  return read(await fetch(`/api/tables/${encodeURIComponent(reference)}`));
}

/** Asks a finished run about other values of its live options. */
export function askRun(id: string, options: OptionValues, language: Language): Promise<RenderedFigure[]> {
  return post(`/api/runs/${id}/ask`, { options, language });
}

export function fetchScript(
  id: string,
  options: OptionValues,
  seed: number,
): Promise<{ script: string; command: string }> {
  return post(`/api/experiments/${encodeURIComponent(id)}/script`, { options, seed });
}

export interface StartRequest {
  readonly experiment: string;
  readonly options: OptionValues;
  readonly seed: number;
  readonly delay: number;
  readonly paused: boolean;
}

export async function startRun(request: StartRequest): Promise<string> {
  return (await post<{ id: string }>('/api/runs', request)).id;
}

export type Control = { action: 'pause' | 'resume' | 'step' | 'stop' } | { action: 'delay'; milliseconds: number };

export async function controlRun(id: string, control: Control): Promise<void> {
  await post(`/api/runs/${id}/control`, control);
}
