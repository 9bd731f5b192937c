/** Of the toolbar's shadow root. Contrasts are those of WCAG AA in both colour schemes. */
export const STYLES = `
:host{all:initial!important;position:fixed!important;top:12px!important;right:12px!important;left:auto!important;z-index:2147483647!important;display:block!important;max-width:calc(100vw - 24px)!important;color-scheme:light dark}
*{box-sizing:border-box}
.toolbar{--paper:#fff;--ink:#1c2330;--faint:#5a6474;--line:#d5dae3;--shade:#f3f5f9;--good:#17693a;--bad:#a3261c;--accent:#2458c5;
width:460px;max-width:100%;background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:10px;box-shadow:0 8px 28px #0003;font:13px/1.5 system-ui,sans-serif;overflow:hidden}
.toolbar.folded{width:auto}
.bar{display:flex;flex-wrap:wrap;gap:4px;padding:8px;align-items:center;background:var(--shade)}
.bar .bar{padding:0}
h2{font-size:13px;margin:0 4px;flex:1;white-space:nowrap}
button{font:inherit;min-height:28px;padding:2px 10px;border:1px solid var(--line);border-radius:6px;background:var(--paper);color:var(--ink);cursor:pointer}
button:hover{border-color:var(--faint)}
button[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:#fff}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.panel{max-height:60vh;overflow:auto;padding:8px 12px}
.panel:empty,.status:empty{display:none}
.status{margin:0;padding:6px 12px;border-top:1px solid var(--line)}
h3{font-size:13px;margin:0 0 4px}
section,details{border-top:1px solid var(--line);padding:8px 0}
p{margin:0 0 8px}
ol{list-style:none;margin:0;padding:0}
li{margin:0 0 4px;overflow-wrap:anywhere}
.seen,.note,.none{color:var(--faint)}
.true{color:var(--good);font-weight:600}
.false{color:var(--bad);font-weight:600}
summary{cursor:pointer;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;margin-top:4px}
th,td{text-align:start;vertical-align:top;padding:2px 8px 2px 0;font-weight:400;overflow-wrap:anywhere}
th{color:var(--faint);width:45%}
@media(prefers-color-scheme:dark){.toolbar{--paper:#1b212c;--ink:#eef1f6;--faint:#a9b3c3;--line:#394354;--shade:#242c39;--good:#6fd396;--bad:#ff9d93;--accent:#7ea6ff}button[aria-pressed=true]{color:#0d1420}}
@media(max-width:480px){.toolbar{width:calc(100vw - 24px)}}
`;
