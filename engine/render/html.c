// SPDX-License-Identifier: MIT
// See html.h. The style is for reading: one column of text, tables that turn into lists on narrow screens,
// light and dark as the reader has it, and paper.
#include "render/html.h"

#include "document/xml.h"

#include <stdarg.h>
#include <string.h>

static const char *const common_style[] = {
    ":root{color-scheme:light dark;--paper:#fbfaf7;--card:#fff;--ink:#1f2328;--soft:#5b626b;"
    "--line:#dedbd2;--accent:#1f5f8b;--tint:#eaf1f6;--good:#1d6b45;--good-tint:#e6f3ec;--bad:#a3261c;"
    "--bad-tint:#fbeae8;--ask:#77520c;--ask-tint:#faf1dc;--plain-tint:#f1efe9}\n",
    "@media screen and (prefers-color-scheme:dark){:root{--paper:#15181c;--card:#1b1f24;--ink:#e7e5e0;"
    "--soft:#a3a9b1;--line:#343a42;--accent:#8fc1e8;--tint:#1f2d3a;--good:#7fd4a6;--good-tint:#183226;"
    "--bad:#ff9f95;--bad-tint:#3f211f;--ask:#e8c173;--ask-tint:#362c17;--plain-tint:#252a31}}\n",
    "@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb}}\n",
    "*{box-sizing:border-box}\n",
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}\n",
    "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"
    "'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:break-word}\n",
    "h1,h2,h3,h4{line-height:1.25;text-wrap:balance;margin:0 0 .5rem}\n",
    "h1{font-size:2rem;letter-spacing:-.015em}h2{font-size:1.5rem}h3{font-size:1.2rem}h4{"
    "font-size:1.05rem}\n",
    "p{margin:0 0 .75rem}ul,ol{margin:0 0 .75rem;padding-left:1.4rem}li{margin:.15rem 0}\n",
    "a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.06em}\n",
    "a:hover{text-decoration-thickness:.12em}\n",
    ":focus-visible{outline:.15rem solid var(--accent);outline-offset:.15rem;border-radius:.2rem}\n",
    "code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}\n",
    "code{overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0}\n",
    "table{border-collapse:collapse;width:100%;margin:0 0 1rem}\n",
    "caption{text-align:left;color:var(--soft);padding:.25rem 0}\n",
    "th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;"
    "border-top:1px solid var(--line);overflow-wrap:anywhere}\n",
    "thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.9rem}\n",
    "td>:last-child,th>:last-child,li>:last-child,dd>:last-child,details>:last-child{margin-bottom:0}\n",
    ".number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n",
    ".soft{color:var(--soft)}.small{font-size:.875rem}\n",
    ".skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);"
    "padding:.5rem 1rem;z-index:1}\n",
    ".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}\n",
    "details{margin:0 0 .75rem}summary{cursor:pointer;padding:.15rem 0}\n",
    "summary:hover{color:var(--accent)}\n",
    "@media (max-width:40rem){h1{font-size:1.6rem}h2{font-size:1.3rem}table.stack thead{"
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}table.stack,"
    "table.stack caption,table.stack tbody,table.stack tr,table.stack th,table.stack "
    "td{display:block;width:auto}"
    "table.stack tr{border-top:1px solid var(--line);padding:.5rem 0}table.stack th,table.stack td{"
    "border:0;padding:.1rem 0}table.stack td.number{text-align:left}}\n",
    "@media print{@page{margin:18mm 16mm}html{font-size:9.5pt}body{line-height:1.4}h1{font-size:20pt}h2{"
    "font-size:14pt}h3{font-size:12pt}h4{font-size:10.5pt}h1,h2,h3,h4,summary,caption,thead{"
    "break-after:avoid}tr,li{break-inside:avoid}.skip{display:none}a{color:inherit;"
    "text-decoration-color:#999}a[href^=http]::after{content:' (' attr(href) ')';font-size:.9em;"
    "overflow-wrap:anywhere}details:not(.as-seen)::details-content{content-visibility:visible;block-size:"
    "auto}summary{"
    "list-style:none}}\n",
    NULL};

void html_text(builder *out, str text)
{
    builder visible = builder_new(out->arena);
    builder_add_visible(&visible, text, true);
    xml_escape(out, builder_str(&visible));
}

void html_addf(builder *out, const char *markup, ...)
{
    va_list arguments;
    va_start(arguments, markup);
    for (const char *at = markup; *at;) {
        const char *end = strchr(at, '%');
        if (!end) {
            builder_adds(out, at);
            break;
        }
        builder_add(out, (str){at, (size_t)(end - at)});
        if (end[1] == 's')
            html_text(out, str_from(va_arg(arguments, const char *)));
        else if (end[1] == 't')
            html_text(out, va_arg(arguments, str));
        else if (end[1] == 'm')
            builder_adds(out, va_arg(arguments, const char *));
        else if (end[1] == 'u')
            builder_addf(out, "%u", va_arg(arguments, unsigned));
        else
            builder_addc(out, '%');
        at = end + 2;
    }
    va_end(arguments);
}

bool html_web_address(str address)
{
    bool web = str_starts(address, STR("https://")) || str_starts(address, STR("http://"));
    for (size_t i = 0; web && i < address.length; i++)
        web = (unsigned char)address.data[i] > ' ';
    return web;
}

static void add_style(builder *out, const char *const *rules)
{
    for (; rules && *rules; rules++)
        builder_adds(out, *rules);
}

void html_begin(builder *out, str title, const char *const *style)
{
    html_begin_in(out, "en", title, style);
}

void html_begin_in(builder *out, const char *language, str title, const char *const *style)
{
    html_addf(out,
              "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%s\">\n<head>\n"
              "<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" "
              "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
              "'none'\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
              "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
              "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>%t</title>\n<style>\n",
              language, title);
    add_style(out, common_style);
    add_style(out, style);
    builder_adds(out, "</style>\n</head>\n<body>\n");
}

void html_end(builder *out)
{
    builder_adds(out, "</body>\n</html>\n");
}
