/*
 * What the browser tests share.  They are given the address of a running
 * server (SIGNPOST), of a page elsewhere that embeds it (HOST), the folder of
 * playwright-core and axe-core (BROWSER_MODULES) and the browser (CHROMIUM);
 * they say "ok - WHAT" and "not ok - WHAT", as shell tests do.
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/* By their whole path: whatever the folder they lie in is called. */
const modules = process.env.BROWSER_MODULES;
const { chromium } = createRequire(import.meta.url)(modules + '/playwright-core');

export const base = process.env.SIGNPOST;
export const host = process.env.HOST;
export const axe = readFileSync(modules + '/axe-core/axe.min.js', 'utf8');

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});

/* Why a test failed is shown with it. */
export const report = (what, faults) => {
  const list = faults.filter(Boolean);
  console.log((list.length ? 'not ok - ' : 'ok - ') + what);
  for (const fault of list) console.log('# ' + String(fault).replace(/\n/g, '\n# '));
};

export const test = async (what, body) => {
  try {
    report(what, (await body()) || []);
  } catch (error) {
    report(what, [error.message]);
  }
};

/* A page, and what is wrong with how it came: the list grows while it lives. */
export const open = async (path, options = {}) => {
  const context = await browser.newContext({
    viewport: { width: options.width || 360, height: options.height || 740 },
    javaScriptEnabled: options.script !== false,
    colorScheme: options.dark ? 'dark' : 'light',
    forcedColors: options.forced ? 'active' : 'none',
    bypassCSP: !!options.axe,
  });
  const page = await context.newPage();
  const faults = [], requests = [];
  page.on('console', m => { if (!/status of 4\d\d/.test(m.text())) faults.push('console: ' + m.text()); });
  page.on('pageerror', e => faults.push('error: ' + e.message));
  page.on('request', r => {
    if (r.url().startsWith('data:')) return;
    requests.push(r.url());
    if (!r.url().startsWith(base + '/') && !r.url().startsWith(host + '/')) faults.push('asked elsewhere: ' + r.url());
  });
  const reply = await page.goto(/^http/.test(path) ? path : base + path);
  return { context, page, faults, requests, reply };
};

/* Until something is so, asked from outside: the page's own policy lets
 * nothing be evaluated inside. */
export const until = async (what, ask) => {
  for (let i = 0; i < 100; i++) {
    if (await ask()) return null;
    await new Promise(done => setTimeout(done, 50));
  }
  return what;
};

export const violations = async page => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '));
};
