/*
 * What the browser tests share.  They are given the address of a running
 * server (SIGNPOST), of one with nothing to serve (EMPTY) and of a page
 * elsewhere that embeds (HOST), the folder of playwright-core and axe-core
 * (BROWSER_MODULES) and the browser (CHROMIUM); they say "ok - WHAT" and
 * "not ok - WHAT", as shell tests do.
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/* By their whole path: whatever the folder they lie in is called. */
const modules = process.env.BROWSER_MODULES;
const { chromium } = createRequire(import.meta.url)(modules + '/playwright-core');

export const base = process.env.SIGNPOST;
export const empty = process.env.EMPTY;
export const host = process.env.HOST;
export const axe = readFileSync(modules + '/axe-core/axe.min.js', 'utf8');

export const launch = options => chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...options,
});
export const browser = await launch();

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

/*
 * Two at once: a page waits for the server, or the test for the page.
 * start  makes what each of the two has for itself
 */
export const each = async (list, start, body) => {
  const left = [...list];
  const work = async own => { while (left.length) await body(left.shift(), own); };
  await Promise.all([start().then(work), start().then(work)]);
};

/* The first results of a search, as data. */
export const results = async query => (await (await fetch(base + '/search.json?' + query)).json()).results;

const ours = url => [base, empty, host].some(at => at && url.startsWith(at + '/'));

/*
 * A page, and what is wrong with how it came: the list grows while it lives.
 * where  an address, or { path, post } for what is posted there; null: not yet
 */
export const open = async (where, options = {}) => {
  const context = await browser.newContext({
    viewport: { width: options.width || 360, height: options.height || 740 },
    javaScriptEnabled: options.script !== false,
    bypassCSP: !!options.axe,
  });
  const page = await context.newPage();
  const faults = [], requests = [];
  page.on('console', m => { if (!/status of [45]\d\d/.test(m.text())) faults.push('console: ' + m.text()); });
  page.on('pageerror', e => faults.push('error: ' + e.message));
  page.on('request', r => {
    if (r.url().startsWith('data:')) return;
    requests.push(r.url());
    if (!ours(r.url()) && !r.url().startsWith('tel:')) faults.push('asked elsewhere: ' + r.url());
  });
  const reply = where && await go(page, where);
  return { context, page, faults, requests, reply };
};

export const go = async (page, where) => {
  const { path, post } = where.path ? where : { path: where };
  const url = /^http/.test(path) ? path : base + path;
  if (post !== undefined)
    await page.route(url, r => r.continue({ method: 'POST', postData: post, headers: { ...r.request().headers(), 'content-type': 'application/x-www-form-urlencoded' } }), { times: 1 });
  return page.goto(url);
};

/* What a phone would dial: the link is seen, can be used, and leads to the
 * number and nowhere else. */
export const calls = async (page, selector) => {
  const link = page.locator(selector + ' >> visible=true').first();
  const at = page.url(), href = await link.getAttribute('href');
  const dialled = page.waitForRequest(r => r.url() === href, { timeout: 10000 }).then(() => null, () => 'not dialled: ' + href);
  await link.click();
  return [await dialled, !/^tel:(\+44\d{9,10}|\d{3,6})$/.test(href) && 'dials ' + href, page.url() !== at && 'calling leads to ' + page.url()];
};

/* Until something is so, asked from outside: the page's own policy lets
 * nothing be evaluated inside. */
export const until = async (what, ask) => {
  for (let i = 0; i < 200; i++) {
    if (await ask()) return null;
    await new Promise(done => setTimeout(done, 50));
  }
  return what;
};

/* axe-core's findings: all of WCAG 2.2 AA, or what depends on colours alone. */
export const violations = async (page, colours) => {
  const runOnly = colours
    ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
    : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
  const found = await page.evaluate(o => window.axe.run(document, o), { runOnly, resultTypes: ['violations'] });
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '));
};
