/** The one style sheet of the console page, served from memory so that it travels with the code however that is bundled. */

const LIGHT = `--paper:#faf9f6;--sheet:#fffefb;--line:#e3dfd5;--line-strong:#cfc9bb;--ink:#22211d;--ink-2:#5d5a51;--ink-3:#716d62;
--accent:#2c4a7c;--accent-soft:#e7ecf5;--on-accent:#fff;--live:#4c7a3f;--live-soft:#e4eddd;--soon:#8a5e08;--soon-soft:#f8ecd0;
--urgent:#b5361f;--urgent-soft:#f9e3dc`;

const DARK = `--paper:#171614;--sheet:#1e1d1a;--line:#302e29;--line-strong:#45423a;--ink:#eceae3;--ink-2:#b3afa3;--ink-3:#989385;
--accent:#8fb0ea;--accent-soft:#222c3f;--on-accent:#10182a;--live:#8fbf7f;--live-soft:#22301d;--soon:#e0b050;--soon-soft:#362a12;
--urgent:#f08a70;--urgent-soft:#3d1f17`;

/** `GET /console/style.css` */
export const STYLESHEET = `:root{color-scheme:light dark;${LIGHT};
--font:ui-sans-serif,system-ui,"Segoe UI","Helvetica Neue","Noto Sans","Noto Sans CJK JP","Hiragino Sans",sans-serif;
--mono:ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;font:13px/1.5 var(--font);color:var(--ink);background:var(--paper)}
:lang(ja){line-break:strict}
.inner{display:block;max-width:880px;margin:0 auto;padding:0 24px}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
h1{font-size:20px;line-height:1.25;font-weight:620;letter-spacing:-.01em;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:13px;font-weight:620;margin:0 0 6px}
h3{font-size:12px;font-weight:600;color:var(--ink-3);margin:16px 0 4px}
p{margin:0;text-wrap:pretty}
code,.mono,output,textarea{font-family:var(--mono);font-size:12px}
.top{background:var(--sheet)}
.bar{display:flex;align-items:center;gap:10px;min-height:52px}
.brand{display:inline-flex;align-items:center;gap:9px;color:var(--ink);text-decoration:none;font-weight:600;font-size:14px}
.mark{fill:none;stroke:var(--accent);stroke-width:1.7}.mark circle{fill:var(--accent);stroke:none}
.pill{font-size:10.5px;font-weight:650;letter-spacing:.04em;color:var(--soon);background:var(--soon-soft);border-radius:4px;padding:2px 7px}
.languages{margin-left:auto;display:flex;gap:14px;font-size:12px}.languages [aria-current]{color:var(--ink-3)}
.notice{background:var(--soon-soft);color:var(--ink);font-size:12px;padding:7px 0;border-block:1px solid var(--line)}
main.inner{display:flex;flex-direction:column;gap:16px;padding-top:18px;padding-bottom:56px}
.way ol{list-style:none;display:flex;flex-wrap:wrap;gap:2px 8px;margin:0;padding:0;font-size:12px;color:var(--ink-3)}
.way li+li::before{content:"›";margin-right:8px;color:var(--ink-3)}
.way a{color:var(--ink-2);text-decoration:none}.way a:hover{text-decoration:underline}
.kind{font-size:11px;font-weight:500;letter-spacing:0;color:var(--ink-3);border:1px solid var(--line-strong);border-radius:4px;padding:1px 7px;margin-left:6px;vertical-align:3px;white-space:nowrap}
.lead{color:var(--ink-2);max-width:720px;margin-top:-8px}
.tabs{display:flex;gap:22px;border-bottom:1px solid var(--line);margin-bottom:2px}
.tabs a{padding:8px 1px 9px;margin-bottom:-1px;color:var(--ink-2);text-decoration:none;font-weight:550;border-bottom:2px solid transparent}
.tabs a:hover{color:var(--ink)}.tabs a[aria-current]{color:var(--ink);border-color:var(--accent)}
.card{background:var(--sheet);border:1px solid var(--line);border-radius:10px;min-width:0}
.padded{padding:16px 18px 18px}.padded-heading{padding:14px 18px 0;margin-bottom:10px}
.rows{margin:0}.row{display:grid;grid-template-columns:190px minmax(0,1fr);gap:6px 18px;padding:13px 18px;border-top:1px solid var(--line)}
dt{color:var(--ink-2);font-weight:550}dd{margin:0;min-width:0;overflow-wrap:anywhere}
.line{display:flex;align-items:center;gap:8px 10px;flex-wrap:wrap}.grow,.hint.grow{flex:1 1 200px;max-width:none}
.foot{padding:10px 18px;border-top:1px solid var(--line)}
.hint{color:var(--ink-2);font-size:12px;max-width:680px}dd>.hint{margin-top:5px}
.padded>p+p{margin-top:6px}.padded>.hint+.line{margin-top:10px}
.quiet{color:var(--ink-3);font-size:12px}.soon,.hint.soon{color:var(--soon)}
.copy{user-select:all;overflow-wrap:anywhere;font-size:12.5px;color:var(--ink)}
.kids{list-style:none;margin:0;padding:0}
.kids li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;padding:7px 0}.kids li+li{border-top:1px solid var(--line)}
.kids .button{margin-left:auto}
.empty-row{color:var(--ink-3);margin-top:12px}.empty{padding:18px;color:var(--ink-2)}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:12.5px}
th{text-align:left;font-size:11.5px;font-weight:560;color:var(--ink-3);padding:9px 18px 7px;white-space:nowrap}
td{padding:6px 18px;height:38px;border-top:1px solid var(--line)}
td a{font-weight:560}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll+.foot{border-top-color:var(--line-strong)}
.button{font:inherit;font-size:13px;font-weight:550;line-height:1.4;border:1px solid var(--line-strong);background:var(--sheet);color:var(--ink);border-radius:7px;padding:6px 13px;text-decoration:none;display:inline-flex;align-items:center;cursor:pointer;white-space:nowrap}
.button:hover{border-color:var(--ink-3)}
.button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.button.danger{color:var(--urgent);border-color:color-mix(in srgb,var(--urgent) 45%,var(--line))}
.button.small{padding:3px 10px;font-size:12px}
.form{display:flex;flex-direction:column;gap:6px;margin-top:8px}.inline{display:inline-flex;margin:0}
label{font-weight:550;font-size:12.5px}
input[type=text],select,textarea{font-size:13px;color:var(--ink);background:var(--paper);border:1px solid var(--line-strong);border-radius:7px;padding:6px 10px}
input[type=text]{font-family:inherit;flex:1 1 220px;max-width:420px}select{font-family:inherit}
textarea{width:100%;min-height:180px;line-height:1.55;resize:vertical;font-size:12px}
textarea[aria-invalid]{border-color:var(--urgent)}
.actions{display:flex;flex-wrap:wrap;gap:10px;margin-top:10px}
.flash{border:1px solid var(--line);border-radius:10px;padding:12px 16px;display:flex;flex-direction:column;gap:4px}
.flash.done{background:var(--live-soft);border-color:color-mix(in srgb,var(--live) 40%,var(--line))}
.flash.refused{background:var(--urgent-soft);border-color:color-mix(in srgb,var(--urgent) 45%,var(--line))}
.flash ul{margin:2px 0 0;padding-left:18px}.flash li{margin:3px 0}.flash output{font-size:14px;font-weight:600}
.slots{display:flex;align-items:center;gap:14px;flex-wrap:wrap;margin:8px 0 10px}
.cells{display:grid;grid-template-columns:repeat(30,minmax(4px,12px));gap:3px;flex:0 1 450px}
.cells i{height:16px;border-radius:2px;background:var(--line)}.cells .own{background:var(--live)}
.cells .other{background:transparent;outline:2px solid var(--urgent);outline-offset:-2px}
.shape{display:inline-block;width:14px;text-align:center}.shape.own{color:var(--live)}.shape.other{color:var(--urgent)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:620px){.row{grid-template-columns:minmax(0,1fr)}.inner{padding:0 14px}.kids .button{margin-left:0}}
@media (forced-colors:active){.cells i{border:1px solid CanvasText}.cells .own{background:CanvasText;forced-color-adjust:none}}
`;

/** `GET /console/icon.svg` */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke="#2c4a7c" stroke-width="1.7"><style>@media (prefers-color-scheme:dark){svg{stroke:#8fb0ea}}</style><rect x="2.5" y="6.5" width="15" height="11" rx="2"/><path d="M2.5 10.5h15M7 6.5V4.8A1.8 1.8 0 0 1 8.8 3h2.4A1.8 1.8 0 0 1 13 4.8v1.7M10 13v2"/></svg>
`;
