// SPDX-License-Identifier: MIT
// The style of a report, beside that of all pages.
#include "render/report_html.h"

const char *const report_style[] = {
    ".report{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}main>section{margin-top:2.5rem}\n",
    ".line{display:flex;gap:1rem;justify-content:space-between;align-items:baseline}.line>p{margin:0 0 "
    ".25rem;min-width:0}.line>.number{flex:none}\n",
    ".card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.25rem "
    "1.4rem;margin:0 0 1.5rem}.card:target{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}"
    ".card h3{font-size:1.35rem;margin:0}.card h4{margin:1.25rem 0 .4rem}.card>:last-child{"
    "margin-bottom:0}.at{color:var(--soft);font-weight:400}.card header>p{margin:0 0 .3rem}\n",
    ".score b{font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums}\n",
    ".urgent{border:.15rem solid var(--bad);background:var(--bad-tint);border-radius:.6rem;padding:1rem "
    "1.25rem}.urgent h2{color:var(--bad)}.urgent .advice{border:0;padding:0;background:none}\n",
    ".advice{background:var(--tint);border-radius:.5rem;padding:.7rem 1rem;margin:0 0 .75rem}.advice.now{"
    "background:var(--bad-tint)}.advice>p{margin:0 0 .35rem}.advice>:last-child{margin:0}.ask{"
    "font-style:italic}\n",
    ".warning,.redflag{background:var(--bad-tint);border-left:.3rem solid var(--bad);border-radius:.25rem;"
    "padding:.6rem 1rem;margin:0 0 .75rem}.redflag>:last-child{margin-bottom:0}\n",
    "svg{display:block;width:100%;overflow:visible}.bar{height:.75rem;margin-top:.45rem}.whisker{"
    "height:1rem;margin:.35rem 0;stroke:var(--ink);fill:none}.whisker path{vector-effect:"
    "non-scaling-stroke}.whisker .scale{stroke:var(--line)}.whisker .reach{stroke:var(--accent);"
    "stroke-width:2px}.whisker .at{stroke:var(--ink);stroke-width:5px}\n",
    ".out{fill:var(--line)}.possible{fill:#a9c6da}.counted{fill:#5f97bd}.certain,.share{fill:#1f5f8b}.lost{"
    "fill:#b3574a}i.out{background:var(--line)}i.possible{background:#a9c6da}i.counted{"
    "background:#5f97bd}i.certain{background:#1f5f8b}\n",
    "@media screen and (prefers-color-scheme:dark){.possible{fill:#37526a}.counted{fill:#4f83ab}"
    ".certain,.share{fill:#8fc1e8}.lost{fill:#d98579}i.possible{background:#37526a}i.counted{"
    "background:#4f83ab}i.certain{background:#8fc1e8}}\n",
    ".pool{margin:1.5rem 0 2rem}.pool h3{margin-bottom:.75rem}.spreads{display:grid;gap:1rem 2.5rem;"
    "grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr))}.spread{margin:0}.spread "
    "figcaption{font-size:1rem;color:inherit}.spread p{font-size:.85rem;color:var(--soft);margin:0;"
    "font-variant-numeric:tabular-nums}.columns{height:9rem}.columns .scale,.marks path{fill:none;"
    "vector-effect:non-scaling-stroke;stroke:var(--line)}.marks{height:.7rem;margin:.15rem 0 .2rem}.marks "
    "path{stroke:var(--ink);stroke-width:1.5px}.spread "
    ".axis{display:flex;justify-content:space-between;position:relative}.axis span:nth-child(n+2):"
    "nth-last-child(n+2){position:absolute;left:50%;transform:translateX(-50%)}.axis span:nth-child(2):"
    "nth-last-child(4){left:25%}.axis span:nth-child(4):nth-last-child(2){left:75%}\n",
    ".shared{fill:#dfb5ad}\n",
    "@media screen and (prefers-color-scheme:dark){.shared{fill:#6d453f}}\n",
    ".legend span{margin-right:1rem;white-space:nowrap}.legend i{display:inline-block;width:.8rem;"
    "height:.8rem;margin-right:.35rem;vertical-align:-.05rem;border-radius:.1rem;"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}\n",
    ".chart{table-layout:fixed}.chart .what{width:38%}.chart .figure{width:7.5rem}.quiet caption,.chart "
    "thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.reasons "
    "caption{padding-bottom:.4rem}.chart th,.chart td{border:0;padding:"
    ".2rem .75rem .2rem 0}.chart tbody th{font-weight:400;hyphens:auto}.chart td:last-child{"
    "padding-right:0}.places{table-layout:fixed}.places th:first-child,.places "
    ".place{width:2.5rem;padding-right:.75rem}.places "
    "td:last-child,.places thead th:last-child{width:4.5rem;padding-right:0}.places th[scope=row]{"
    "font-weight:600}.places .range,.places thead th:nth-child(3){width:45%}\n",
    ".sum{max-width:30rem}.sum th{font-weight:400}.sum tr:last-child>*{font-weight:700;border-top:2px "
    "solid var(--ink)}.head>*{font-weight:600;background:var(--plain-tint)}.answers th{font-weight:400}"
    ".number{padding-right:0}tbody th{font-weight:400}.head th,.places th{font-weight:600}\n",
    ".chip{display:inline-block;border-radius:.3rem;padding:0 .45rem;font-size:.85rem;"
    "background:var(--plain-tint);color:var(--ink)}.chip.met,.chip.partly{background:var(--good-tint);"
    "color:var(--good)}.chip.unmet{background:var(--bad-tint);color:var(--bad)}.redflag .chip{"
    "font-weight:700;padding:0;background:none}.chip.unknown{background:var(--ask-tint);color:var(--ask)}\n",
    "ul.criteria,ul.gains,ol.losses,ol.asks{list-style:none;padding:0}.criteria>li{border-top:1px solid "
    "var(--line);padding:.55rem 0;margin:0}.criteria p{margin:0 0 .25rem}.losses>li{border-left:.2rem "
    "solid var(--bad);padding-left:.7rem;margin:.35rem 0}.losses>li.open{border-color:var(--ask)}.gains>li{"
    "border-left:.2rem solid var(--good);padding-left:.7rem;margin:.35rem 0}\n",
    ".quote{margin:.35rem 0 .5rem;padding-left:.8rem;border-left:.2rem solid var(--line)}blockquote{"
    "margin:0}blockquote p{margin:0}figcaption{font-size:.85rem;color:var(--soft)}mark{"
    "background:var(--good-tint);color:var(--ink);border-bottom:.12rem solid var(--good);"
    "font-weight:600}.redflag "
    "mark{background:none;border-color:var(--bad)}small{display:block;color:var(--soft);font-size:.85rem}."
    "idle mark{background:var(--plain-tint);border-bottom:.12rem dashed var(--soft);"
    "font-weight:400}\n",
    ".asks>li{position:relative;padding-left:1.9rem;margin:.6rem 0}.asks>li::before{content:'';"
    "position:absolute;left:0;top:.25rem;width:1rem;height:1rem;border:.1rem solid var(--soft);"
    "border-radius:.2rem}.asks p{margin:0}.effects{list-style:none;padding:0;margin:.15rem 0 0}.effects>li{"
    "margin:0}.to-call{margin-top:.75rem}\n",
    ".facts{display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.35rem 1rem}.facts dt{"
    "color:var(--soft)}.facts dd{margin:0}\n",
    "@media (max-width:40rem){.card{padding:1rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{"
    "margin-bottom:.5rem}.chart .what{width:42%}.chart .figure{width:6rem}.chart "
    "td:last-child{font-size:.9rem}"
    ".places .range,.places thead th:nth-child(3){width:32%}}\n",
    "@media print{.report{max-width:none;padding:0}.card{border-radius:0;padding:.6rem 0;border:0;"
    "border-top:1px solid #000}.card header,.redflag,.advice,.quote,.chart,.call,.criteria>li{"
    "break-inside:avoid}.calls{break-before:page}.to-call{display:none}svg,mark,.chip{"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}main>section{margin-top:1.5rem}}\n",
    NULL};
