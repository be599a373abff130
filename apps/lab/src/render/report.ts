import { commandLine } from '../command-line.js';
import { classColor } from '../figures/palette.js';
import { formatNumber, formatValue } from '../format.js';
import { controlsOf } from '../options.js';
import type { RunStats } from '../runner/messages.js';
import type { Recorder } from '../runner/recorder.js';
import { isText, type Language } from '../text.js';
import { chartPlot } from './curves.js';
import { escapeHtml, formulaHtml, proseHtml } from './prose.js';
import type { RenderedFigure } from './rendered.js';
import { reportStyle } from './report-style.js';
import { renderPlot } from './vega.js';

const WORDS = {
  en: {
    settings: 'Settings',
    seed: 'seed',
    curves: 'Curves',
    command: 'Command',
    script: 'Code',
    idea: 'The idea',
    ran: 'Ran',
  },
  zh: {
    settings: '设置',
    seed: '随机种子',
    curves: '曲线',
    command: '命令',
    script: '代码',
    idea: '原理',
    ran: '运行',
  },
} as const;

/** A finished run as one HTML file that needs nothing beside it: no script, no font, no request. */
export async function reportHtml(
  recorder: Recorder,
  figures: readonly RenderedFigure[],
  stats: RunStats,
  language: Language,
): Promise<string> {
  const { experiment, options, seed, result } = recorder;
  const words = WORDS[language];
  const values = Object.values(result!.values).map(
    (value) =>
      `<div><dt>${escapeHtml(value.label[language])}</dt><dd>${escapeHtml(formatValue(value, language))}</dd></div>`,
  );
  const settings = controlsOf(experiment.options).map(({ name, label }) => {
    const value = String(options[name]) || '–';
    return `<tr><th>${escapeHtml(label[language])}</th><td>${escapeHtml(value.length > 60 ? `${value.slice(0, 60)}…` : value)}</td></tr>`;
  });
  const [main, ...others] = figures;
  const curves = await curvesHtml(recorder, language);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(experiment.title[language])}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(experiment.title[language])}</h1>
<p class="summary">${escapeHtml(experiment.summary[language])}</p>
</header>
<dl class="values">${values.join('')}</dl>
${main ? figureHtml(main, 'main') : ''}
${curves && `<section><h2>${words.curves}</h2><div class="figures">${curves}</div></section>`}
<div class="figures">${others.map((figure) => figureHtml(figure)).join('\n')}</div>
<section class="prose"><h2>${words.idea}</h2>
${formulaHtml(isText(experiment.formula) ? experiment.formula[language] : experiment.formula, 'mathml')}
${proseHtml(experiment.explanation[language], 'mathml')}</section>
<section><h2>${words.settings}</h2><table class="settings">${settings.join('')}<tr><th>${words.seed}</th><td>${seed}</td></tr></table></section>
<section><h2>${words.command}</h2><pre>${escapeHtml(commandLine(experiment, options, seed))}</pre></section>
<section><h2>${words.script}</h2><pre>${escapeHtml(experiment.script(options, seed))}</pre></section>
<footer>${words.ran} ${formatNumber(stats.seconds, 3)} s · ${Math.round(stats.memoryMb)} MB · ${escapeHtml(stats.engine)}</footer>
</body>
</html>
`;
}

async function curvesHtml(recorder: Recorder, language: Language): Promise<string> {
  const drawn: string[] = [];
  for (const chart of recorder.experiment.charts ?? []) {
    const plot = chartPlot(chart, recorder);
    if (!plot) continue;
    const keys = Object.values(chart.series).map(
      (label, i) => `<span><i style="background:${classColor(i)}"></i>${escapeHtml(label[language])}</span>`,
    );
    drawn.push(
      `<figure><figcaption>${escapeHtml(chart.title[language])}</figcaption>${(await renderPlot(plot, language)).svg}<p class="keys">${keys.join('')}</p></figure>`,
    );
  }
  return drawn.join('\n');
}

function figureHtml(figure: RenderedFigure, kind = ''): string {
  const caption = figure.caption ? `<p class="caption">${escapeHtml(figure.caption)}</p>` : '';
  return `<figure class="${kind}"><figcaption>${escapeHtml(figure.title)}</figcaption>${contentHtml(figure)}${caption}</figure>`;
}

function contentHtml(figure: RenderedFigure): string {
  switch (figure.kind) {
    case 'plot':
      return figure.svg;
    case 'picture':
      return `<img class="pixels ${figure.ink ? 'ink' : ''}" src="${figure.png}" alt="${escapeHtml(figure.title)}">`;
    case 'tiles': {
      const tiles = figure.tiles.map(
        ({ png, label, tone = '', ink }) =>
          `<span class="tile ${tone}"><img class="pixels ${ink ? 'ink' : ''}" style="width:${figure.size}px" src="${png}" alt=""><small>${escapeHtml(label)}</small></span>`,
      );
      return `<div class="tiles">${tiles.join('')}</div>`;
    }
    case 'table': {
      const head = figure.columns.map(({ label }) => `<th>${escapeHtml(label)}</th>`);
      const rows = figure.rows.map((row) => {
        const cells = row.map((cell, i) =>
          typeof cell === 'number'
            ? `<td class="number">${formatNumber(cell, figure.columns[i].digits)}</td>`
            : `<td>${escapeHtml(cell)}</td>`,
        );
        return `<tr>${cells.join('')}</tr>`;
      });
      return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
    }
  }
}
