/*
 * Every page, by name: at 360 and 1280 wide, in light and dark, in forced
 * colours, with text at twice its size, with its filters open; what it
 * weighs, whom it asks, and what it keeps.
 */
import http from 'node:http';
import { pages } from './addresses.mjs';
import { axe, base, browser, each, go, open, test, violations } from './lib.mjs';

const HTML_BYTES = 14 * 1024, SCRIPT_BYTES = 6 * 1024; /* gzipped */

/* What comes over the wire, as a browser asks for it. */
const sent = (where, post) => new Promise((done, failed) => {
  const url = /^http/.test(where) ? where : base + where;
  const headers = { 'Accept-Encoding': 'gzip, deflate, br', ...(post && { 'Content-Type': 'application/x-www-form-urlencoded' }) };
  http.request(url, { method: post ? 'POST' : 'GET', headers }, reply => {
    let bytes = 0;
    reply.on('data', part => { bytes += part.length; }).on('end', () => done({ bytes, headers: reply.headers }));
  }).on('error', failed).end(post);
});

const openAll = page => page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
/* Seen once it has settled: the script, too, answers to another width. */
const settled = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
const textSize = async (page, size) => {
  await page.evaluate(s => { document.documentElement.style.fontSize = s; }, size);
  await settled(page);
};
const wide = (page, how) => page.evaluate(h => {
  const html = document.documentElement;
  if (html.scrollWidth <= html.clientWidth) return [];
  const over = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > html.clientWidth + 0.5);
  return ['scrolls sideways ' + h + ': ' + html.scrollWidth + ', by ' + over.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' and ')];
}, how);
const small = page => page.evaluate(() => [...document.querySelectorAll('a,button,input,select,summary,textarea')].filter(e => {
  const r = e.getBoundingClientRect();
  const least = e.matches('.btn,.exit,.sp-call,.sp-hits button,.panel summary,.set-apart summary') ? 44 : 24;
  /* In running text a link may be as high as its line. */
  const line = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  return r.width > 0 && !line && (r.height < least - 0.5 || r.width < 23.5) && !e.closest('.vh,.skip,.sp-vh');
}).map(e => 'small target: ' + e.tagName + ' ' + (e.textContent || e.name).trim().slice(0, 40)));

/* Keys alone: whatever has the focus is to be seen (WCAG 2.4.11). */
const hidden = () => {
  const e = document.activeElement;
  if (!e || e === document.body) return 'none';
  const r = e.getClientRects()[0]; /* a link may go over the end of a line */
  const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1), y = r.top + r.height / 2;
  const at = document.elementFromPoint(x, y);
  return at && (e.contains(at) || at.contains(e)) ? null : 'hidden: ' + e.outerHTML.slice(0, 100) + ' under ' + (at ? at.outerHTML.slice(0, 60) : 'nothing');
};

/* What is wrong in one look but not in another can only be a colour, once
 * each width was looked at whole. */
const looks = [
  { width: 360, height: 740 },
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 360, height: 740, forcedColors: 'active' },
  { width: 1280, height: 900 },
  { width: 1280, height: 900, colorScheme: 'dark' },
  { width: 1280, height: 900, forcedColors: 'active' },
];

const light = async (where, { context, page, faults, requests, reply }) => {
  const headers = reply.headers(), policy = headers['content-security-policy'] || '';
  await page.waitForLoadState('load');
  const html = await sent(where.path || where, where.post);
  const scripts = await Promise.all(requests.filter(u => u.endsWith('.js')).map(async u => (await sent(u)).bytes));
  const framed = await page.$$eval('iframe', f => f.length);
  return [
    reply.status() !== (where.status || 200) && 'status ' + reply.status(),
    html.headers['content-encoding'] !== 'gzip' && 'not gzipped',
    html.bytes > HTML_BYTES && 'HTML of ' + html.bytes + ' bytes',
    scripts.some(s => s > SCRIPT_BYTES) && 'a script of ' + scripts + ' bytes',
    requests.length > 2 + 2 * framed && 'requests: ' + requests,
    (/unsafe/.test(policy) || !/default-src 'none'/.test(policy)) && 'policy: ' + policy,
    ((await context.cookies()).length || headers['set-cookie']) && 'a cookie',
    (await page.evaluate(() => localStorage.length)) && 'something is stored',
    ...faults,
  ];
};

const focused = async page => {
  const out = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(hidden);
    if (fault === 'none') break;
    if (fault) out.push(fault);
  }
  return out;
};

const look = async (page, { width, height, colorScheme = 'light', forcedColors = 'none' }) => {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, forcedColors });
};

/* "page" has nothing in the way of what is evaluated in it. */
const looked = async (name, where, { page, faults }) => {
  await look(page, looks[0]);
  await go(page, where);
  await openAll(page);
  await page.evaluate(axe);
  for (const one of looks) {
    const colour = one.colorScheme || (one.forcedColors && 'forced colours');
    await test(name + ' at ' + one.width + ', ' + (colour || 'light') + ': WCAG 2.2 AA', async () => {
      await look(page, one);
      return [...await violations(page, colour), ...await wide(page, ''), ...await small(page), ...faults.splice(0)];
    });
  }
  await test(name + ': no sideways scroll at 320, nor with text at 200 %', async () => {
    const out = [];
    for (const [width, size] of [[320, ''], [320, '200%'], [360, '200%'], [1280, '200%']]) {
      await page.setViewportSize({ width, height: 740 });
      await textSize(page, size);
      out.push(...await wide(page, 'at ' + width + ' ' + size));
    }
    return out;
  });
};

/* Each is looked at in a tab that has a shortlist, which says so in more words. */
const tab = async () => {
  const opened = await open(null, { axe: true });
  await opened.context.addInitScript(() => sessionStorage.setItem('list', '2b2b2b 3c3c3c 4d4d4d'));
  return opened;
};

await each(Object.entries(pages), tab, async ([name, where], free) => {
  await test(name + ': weighs little, asks nobody else, keeps nothing; the focus is never hidden', async () => {
    const fresh = await open(where);
    const out = [...await light(where, fresh), ...await focused(fresh.page)];
    await fresh.context.close();
    return out;
  });
  await test(name + ': opens', () => looked(name, where, free));
});

await test('a result can be called from the first screen at 360 by 740', async () => {
  const { context, page } = await open(pages.results);
  const bottom = await page.$eval('a.call', e => e.getBoundingClientRect().bottom);
  await context.close();
  return [bottom > 740 && 'the button ends at ' + bottom];
});

await browser.close();
