/** The look of report.html: the page's colours and type, in one small sheet. */
export const reportStyle = `
:root { --paper: #fbfaf7; --ink: #1f2328; --ink-quiet: #667079; --rule: #e2dfd8; --card: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181b; --ink: #e8e5df; --ink-quiet: #9aa2a9; --rule: #2e3338; --card: #1c2024;
    --series-0: #5fb2ee; --series-1: #f0a04b; --series-2: #4cc3a1; --series-3: #d98fbd; --series-4: #d1c04f; --series-5: #d98150;
    --series-6: #8fcbf0; --series-7: #a3adb5; }
  img.ink, image.ink { filter: invert(1); }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 40px 24px 64px; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif; }
h1 { font: 600 34px/1.2 'Iowan Old Style', Palatino, 'Palatino Linotype', 'Noto Serif', 'Noto Serif CJK SC', Georgia, serif; margin: 0 0 6px; }
h2 { font: 600 20px/1.3 'Iowan Old Style', Palatino, 'Palatino Linotype', 'Noto Serif', 'Noto Serif CJK SC', Georgia, serif; margin: 32px 0 10px; }
.summary { margin: 0; color: var(--ink-quiet); font-size: 18px; }
.values { display: flex; flex-wrap: wrap; gap: 8px 36px; margin: 24px 0; padding: 14px 0; border-block: 1px solid var(--rule); }
.values div { display: flex; flex-direction: column; }
dt { color: var(--ink-quiet); font-size: 13px; } dd { margin: 0; font-size: 22px; font-variant-numeric: tabular-nums; }
.figures { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
figure { margin: 0 0 20px; padding: 16px; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; max-width: 100%; overflow-x: auto; }
figcaption { font-weight: 600; margin-bottom: 10px; }
figure svg { max-width: 100%; height: auto; display: block; }
.caption, .keys { color: var(--ink-quiet); font-size: 13px; margin: 8px 0 0; }
.keys span { margin-right: 16px; } .keys i { display: inline-block; width: 12px; height: 3px; margin-right: 6px; vertical-align: middle; }
.pixels { image-rendering: pixelated; display: block; }
figure > .pixels { width: 320px; max-width: 100%; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px; max-width: 640px; }
.tile { text-align: center; } .tile img { border: 1px solid var(--rule); border-radius: 3px; }
.tile.bad img { border-color: var(--series-1, #d9750b); } .tile small { display: block; color: var(--ink-quiet); font-size: 12px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { text-align: left; padding: 4px 18px 4px 0; border-bottom: 1px solid var(--rule); } th { font-weight: 500; color: var(--ink-quiet); }
td.number { text-align: right; }
pre { background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: 14px 16px; overflow-x: auto; font: 13px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
code { font: 0.9em ui-monospace, Menlo, Consolas, monospace; }
footer { margin-top: 40px; color: var(--ink-quiet); font-size: 13px; }
math { font-size: 1.1em; }
`;
