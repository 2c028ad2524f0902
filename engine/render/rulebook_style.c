// SPDX-License-Identifier: MIT
// The style of a rulebook, beside that of all pages.
#include "render/rulebook_parts.h"

const char *const rulebook_style[] = {
    ".book{max-width:78rem;margin:0 auto;padding:2rem 1.25rem 4rem}\n",
    "@media (min-width:64rem){.book{display:grid;grid-template-columns:17rem minmax(0,48rem);"
    "column-gap:3.5rem;justify-content:center}.book>header{grid-column:2}.book>nav{grid-column:1;"
    "grid-row:1/3;position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;"
    "padding:.5rem .5rem 1rem 0}}\n",
    "nav{font-size:.9rem}nav h2{font-size:1rem}nav ol{list-style:none;padding-left:0}nav ol ol{"
    "padding-left:1rem}nav a{text-decoration:none;display:inline-block;padding:.12rem 0}nav a:hover{"
    "text-decoration:underline}nav .at{display:inline-block;min-width:1.7rem}\n",
    ".at{color:var(--soft);font-weight:400;font-variant-numeric:tabular-nums}\n",
    "header .facts{margin-top:1.25rem}main>section{margin-top:3rem}\n",
    ".facts{display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.5rem 1rem;margin:0 0 .75rem}"
    ".facts>dt{color:var(--soft)}.facts>dd{margin:0}\n",
    ".rule{background:var(--card);border:1px solid var(--line);border-radius:.6rem;"
    "padding:1.1rem 1.25rem;margin:0 0 1.25rem}.rule h3,.rule h4{margin-bottom:.25rem}\n",
    ".rule:target{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}tr:target,dt:target{"
    "background:var(--tint)}\n",
    ".rule.flag{border-left:.3rem solid var(--bad)}.rule.urgent{border-left:.3rem solid var(--ask)}\n",
    ".meta{color:var(--soft);font-size:.9rem}.meta b{color:var(--ink)}\n",
    ".meta code,summary code{color:var(--soft)}\n",
    ".words p{margin:0 0 .35rem}.words>p:first-child::first-letter,.words li>p:first-child::first-letter,"
    ".where>p::first-letter,.then>p::first-letter,.words dd>p:first-child::first-letter{"
    "text-transform:uppercase}.words>ul,.words .all{margin-bottom:.35rem}.lead{color:var(--soft)}\n",
    "a.name{color:inherit;text-decoration-color:var(--accent);text-decoration-style:dotted;"
    "text-decoration-thickness:.1em}a.name:hover{color:var(--accent)}\n",
    ".value{font-weight:600}.blank{background:var(--tint);border-radius:.25rem;padding:.05rem .25rem;"
    "box-decoration-break:clone;-webkit-box-decoration-break:clone}.either::before{"
    "content:'['}.either::after{content:']'}.either::before,.either::after,.either "
    "b{color:var(--accent);font-weight:600}.either i{color:var(--soft)}\n",
    ".cases{list-style:none;padding:0;border:1px solid var(--line);border-radius:.4rem;overflow:hidden}"
    ".cases>li{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);margin:0}.cases>li+li{"
    "border-top:1px solid var(--line)}.cases>li>div{padding:.4rem .7rem}.cases>li>.then{"
    "background:var(--plain-tint)}.cases>li>.short{font-weight:600}.cases>li>div>:last-child{margin-bottom:0}"
    "\n",
    ".reason p{display:inline}.terms[id]{scroll-margin-top:3rem}\n",
    ".meanings,.choices{font-size:.925rem;margin-top:.4rem}.meanings summary,.choices summary{"
    "color:var(--soft)}.meanings dl{margin:.25rem 0 .5rem;padding-left:1rem;"
    "border-left:.2rem solid var(--line)}.meanings dt{font-weight:600}.meanings dd{margin:0 0 .6rem}\n",
    ".outcomes th{width:9rem;font-weight:600;padding-left:.7rem}.outcomes td{width:auto}.outcomes{"
    "margin-top:.75rem}.outcomes p.said,.outcomes ul.said{margin-bottom:0}.outcomes .counts{"
    "display:block;font-weight:400;color:var(--soft);font-size:.85rem}\n",
    ".outcomes .met th{box-shadow:inset .25rem 0 var(--good)}.outcomes .unmet th{"
    "box-shadow:inset .25rem 0 var(--bad)}.outcomes .partly th{box-shadow:inset .25rem 0 var(--accent)}"
    ".outcomes .unknown th{box-shadow:inset .25rem 0 var(--soft)}.outcomes .ask th{"
    "box-shadow:inset .25rem 0 var(--ask)}\n",
    ".phrases{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.35rem}.phrases li{"
    "background:var(--plain-tint);border-radius:.3rem;padding:.05rem "
    ".5rem;margin:0;min-width:0;overflow-wrap:anywhere}\n",
    ".near{border-left:.2rem solid var(--line);padding-left:.9rem;margin:0 0 .75rem}\n",
    ".patterns{padding-left:1.4rem}.patterns pre{color:var(--soft);font-size:.8rem}\n",
    ".share{display:block;width:100%;height:.8rem;border-radius:.2rem;margin:0 0 1rem}"
    ".tone0{fill:#2f6f9f}.tone1{fill:#3b8f73}.tone2{fill:#b58a2d}.tone3{fill:#8a5a9e}"
    ".tone4{fill:#b3574a}.tone5{fill:#6b7785}\n",
    ".swatch{display:inline-block;width:.8rem;height:.8rem;vertical-align:-.05rem;margin-right:.5rem}"
    ".scroll{overflow-x:auto}.decision td,.decision th{padding-left:.6rem;border:1px solid var(--line)}"
    ".decision .gives{background:var(--plain-tint);font-weight:600}\n",
    ".fields th{width:32%}.fields th,.fields td{font-size:.95rem}.fields th{font-weight:600}.fields td p{"
    "margin:0 0 .25rem}.sub th{padding-left:1.1rem;font-weight:400}\n",
    ".terms td,.terms th{font-size:.92rem;padding-top:.3rem;padding-bottom:.3rem}.terms th{"
    "font-weight:600}\n",
    ".fold{border-top:1px solid var(--line);padding:.4rem 0;margin:0}.fold>summary{font-weight:600}\n",
    ".notice{background:var(--plain-tint);border-radius:.5rem;padding:.8rem 1rem}\n",
    "@media (max-width:40rem){nav ol "
    "ol{display:none}.facts{grid-template-columns:1fr;gap:.1rem}.facts>dd{margin-bottom:.5rem}"
    ".rule{padding:.9rem .95rem}.cases>li{grid-template-columns:1fr}.outcomes.stack th{width:auto;"
    "padding-left:.7rem}.outcomes.stack td{padding-left:.7rem}.fields th,.sub th{width:auto;"
    "padding-left:0}}\n",
    "@media "
    "print{.book{display:block;max-width:none;padding:0}nav{margin-top:1.5rem;font-size:9.5pt}nav>ol{columns:"
    "2}"
    "nav h2{font-size:14pt;break-before:auto}.rule{border-radius:0;padding:.6rem "
    ".8rem}h2{break-before:page}main>section{"
    "margin-top:0}.rule>:nth-child(-n+3){break-after:avoid}.outcomes tr{break-inside:avoid}"
    "a[data-at]::after{content:' (' attr(data-at) ')';color:#555;font-size:.9em}nav a[data-at]::after{"
    "content:none}.scroll{overflow:visible}.blank,.phrases li,.cases>li>.then{border:1px solid #ccc}}\n",
    NULL};
