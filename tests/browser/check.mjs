// SPDX-License-Identifier: MIT
// Opens pages in Chromium, light and wide, then dark and 390 pixels narrow, and looks for what must not be: axe's
// violations, messages on the console, requests, scripts, a missing policy, what the keyboard does not reach, a page
// wider than the screen, and what does not print.
//   node check.mjs CHROMIUM MODULES FOLDER: the pages of FOLDER, and control.html, in which all of this is wrong
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [chromiumPath, modules, folder] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Colours hang on the scheme and the rest on the width, so two views see both of each.
const VIEWS = [{ colorScheme: 'light', width: 1280 }, { colorScheme: 'dark', width: 390 }];
const POLICY = ["default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"];
const MOST_STOPS = 80; // of the keyboard, on one page

async function openAll(page) {
    await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
}

async function runAxe(page, problems) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
    for (const v of found.violations)
        problems.add(`axe ${v.id}: ${v.help} (${v.nodes.length}, such as ${v.nodes[0].target.join(' ')})`);
}

async function checkMarkup(page, problems) {
    const found = await page.evaluate(policy => {
        const all = [...document.querySelectorAll('*')];
        const given = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '';
        return {
            scripts: document.scripts.length,
            handlers: all.filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length,
            embeds: document.querySelectorAll('iframe,object,embed,link,img,form,base').length,
            ran: 'ran' in window,
            policy: policy.filter(p => !given.includes(p)),
            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
    }, POLICY);
    if (found.scripts) problems.add(`scripts: ${found.scripts}`);
    if (found.handlers) problems.add(`elements with handlers of events: ${found.handlers}`);
    if (found.embeds) problems.add(`elements that load or send something: ${found.embeds}`);
    if (found.ran) problems.add('a script ran');
    if (found.policy.length) problems.add(`the policy lacks ${found.policy.join(', ')}`);
    if (found.wide > 0) problems.add('the page is wider than the screen');
}

// Every link and every summary is reached by the Tab key, in the order of the page, and it shows.
async function checkKeyboard(page, problems) {
    const wanted = await page.evaluate(most => {
        window.stops = [...document.querySelectorAll('a[href],summary')]
            .filter(e => e.checkVisibility()).slice(0, most);
        return window.stops.length;
    }, MOST_STOPS);
    for (let i = 0; i < wanted; i++) {
        await page.keyboard.press('Tab');
        const well = await page.evaluate(at => {
            const e = document.activeElement, style = getComputedStyle(e);
            return window.stops[at] === e && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        }, i);
        if (!well) {
            problems.add(`the Tab key does not reach stop ${i + 1} of ${wanted} in its turn, or it does not show`);
            return;
        }
    }
}

// On paper what is folded is there, unless it is to print as it is seen, and the paper is white.
async function checkPaper(page, problems) {
    await page.emulateMedia({ media: 'print' });
    const found = await page.evaluate(() => {
        const folded = [...document.querySelectorAll('details:not([open]):not(.as-seen)')]
            .filter(d => !d.parentElement.closest('details'));
        return {
            hidden: folded.filter(d => d.scrollHeight <= d.querySelector('summary').offsetHeight + 1).length,
            paper: getComputedStyle(document.body).backgroundColor,
        };
    });
    if (found.hidden) problems.add(`folded chapters that do not print: ${found.hidden}`);
    if (found.paper !== 'rgb(255, 255, 255)') problems.add(`the paper is ${found.paper}`);
    const pdf = await page.pdf({ printBackground: true });
    if (pdf.length < 2000) problems.add('it does not print');
    await page.emulateMedia({ media: 'screen' });
}

// What is wrong with a page, in all views together.
async function look(browser, path) {
    const problems = new Set(), url = pathToFileURL(path).href;
    for (const { colorScheme, width } of VIEWS) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        page.on('console', m => problems.add(`console: ${m.text().slice(0, 120)}`));
        page.on('pageerror', e => problems.add(`error: ${e.message.slice(0, 120)}`));
        page.on('dialog', d => { problems.add('a dialog'); d.dismiss(); });
        page.on('request', r => { if (r.url() !== url) problems.add(`request: ${r.url().slice(0, 120)}`); });
        await page.goto(url, { waitUntil: 'load' });
        await page.mouse.move(1, 1);
        await checkMarkup(page, problems);
        if (colorScheme === 'light') await checkKeyboard(page, problems);
        await checkPaper(page, problems);
        await openAll(page);
        await checkMarkup(page, problems); // what was folded may be wide, too
        await runAxe(page, problems);
        await context.close();
    }
    return [...problems];
}

// The control has to fail in every way, or the checks see nothing.
const CONTROL = ['axe image-alt', 'axe color-contrast', 'console: control', 'error: control', 'request: ', 'scripts: ',
    'elements with handlers', 'elements that load', 'a script ran', 'the policy lacks', 'wider than the screen', 'Tab key',
    'do not print', 'the paper is'];

const profile = mkdtempSync(join(tmpdir(), 'attune-browser-'));
const browser = await chromium.launch({
    executablePath: chromiumPath, headless: true,
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--disable-gpu', `--crash-dumps-dir=${profile}`],
});
let passed = 0, failed = 0;
const tell = (name, problems) => {
    console.log(`[ ${problems.length ? ' FAILED ' : '      OK'} ] ${name}`);
    problems.forEach(p => console.log(`    ${p}`));
    problems.length ? failed++ : passed++;
};
try {
    const seen = await look(browser, join(folder, 'control.html'));
    tell('the control fails in every way', CONTROL.filter(c => !seen.some(p => p.includes(c))).map(c => `not seen: ${c}`));
    for (const name of readdirSync(folder).sort())
        if (name.endsWith('.html') && name !== 'control.html') tell(name, await look(browser, join(folder, name)));
} finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
}
console.log(`[  PASSED  ] ${passed} test(s).`);
if (failed) console.log(`[  FAILED  ] ${failed} test(s)`);
process.exit(failed ? 1 : 0);
