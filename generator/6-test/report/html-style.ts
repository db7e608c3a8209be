/** The CSS of the HTML report. Its hash is in the Content-Security-Policy, which permits no other style. */
export const STYLE = `
:root {
  --paper: #fbfaf8; --card: #fff; --ink: #1d1f23; --faint: #6a6f79; --line: #e3e1dc; --code: #f4f2ee;
  --good: #1f7a4d; --bad: #c2352b; --seen: #43a877; --wrong: #dd5145; --unseen: #d9d6d0; --chip: #e6f4ec; --chip-bad: #fce8e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --card: #1e2126; --ink: #e8e6e1; --faint: #9a9fa9; --line: #33373e; --code: #262a30;
    --good: #5cc994; --bad: #ff8177; --seen: #3d9e70; --wrong: #e05a4e; --unseen: #3c4149; --chip: #1d3a2c; --chip-bad: #48231f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 48px 24px 96px; }
code, pre, .method { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
code { font-size: 0.92em; }
header { border-bottom: 1px solid var(--line); padding-bottom: 32px; }
header p { margin: 0; color: var(--faint); }
.what { font-size: 17px; color: var(--ink) !important; font-weight: 600; }
.what span { color: var(--faint); font-weight: 400; }
h1 { margin: 4px 0 8px; font-size: 44px; line-height: 1.15; letter-spacing: -0.02em; }
h1.good { color: var(--good); }
h1.bad { color: var(--bad); }
h2 { margin: 48px 0 16px; font-size: 22px; letter-spacing: -0.01em; }
.figures { display: flex; flex-wrap: wrap; gap: 12px 40px; margin: 28px 0; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--faint); font-size: 13px; }
.figures dd { margin: 0; font-size: 26px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
figure { margin: 0; }
.mosaic svg { max-width: 100%; height: auto; display: block; }
.seen { fill: var(--seen); } .wrong { fill: var(--wrong); } .unseen { fill: var(--unseen); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 24px; list-style: none; margin: 12px 0 0; padding: 0; color: var(--faint); font-size: 13px; }
.legend svg { display: inline-block; vertical-align: -1px; margin-right: 4px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { text-align: left; padding: 8px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--faint); font-weight: 600; font-size: 12.5px; white-space: nowrap; }
tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 260px; }
.count { text-align: right; font-variant-numeric: tabular-nums; color: var(--faint); }
.method { font-size: 12px; font-weight: 700; color: var(--faint); margin-right: 4px; }
.chip { display: inline-block; margin: 0 4px 4px 0; padding: 1px 8px; border-radius: 999px; font-size: 12px; white-space: nowrap; background: var(--chip); color: var(--good); }
.chip b { font-variant-numeric: tabular-nums; }
.chip.wrong { background: var(--chip-bad); color: var(--bad); }
.chip.unseen { background: none; color: var(--faint); box-shadow: inset 0 0 0 1px var(--line); }
.findings { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px; }
details { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--wrong); border-radius: 10px; padding: 16px 20px; }
summary { cursor: pointer; display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; list-style-position: outside; }
summary::-webkit-details-marker { display: none; }
.number { color: var(--bad); font-weight: 700; font-variant-numeric: tabular-nums; }
.kind { font-weight: 600; font-size: 16px; }
.operation { margin-left: auto; color: var(--faint); font-size: 13.5px; overflow-wrap: anywhere; }
.message { margin: 12px 0 0; overflow-wrap: anywhere; }
.about { margin: 2px 0 16px; color: var(--faint); font-size: 13.5px; overflow-wrap: anywhere; }
.exchange { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 0 16px; }
figcaption { color: var(--faint); font-size: 12.5px; font-weight: 600; margin: 8px 0 4px; }
figcaption code { font-weight: 400; }
pre { margin: 0; padding: 12px 14px; background: var(--code); border-radius: 8px; font-size: 12.5px; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; max-height: 420px; overflow-y: auto; }
pre .name { color: var(--faint); }
.notes { color: var(--faint); padding-left: 20px; }
@media print { details { break-inside: avoid; } pre { max-height: none; } }
`;
