/*
 * Every page, by name: at 360 and 1280 wide, in light and dark, in forced
 * colours, with text at twice its size, with its filters open.
 */
import { gzipSync } from 'node:zlib';
import { base, browser, open, test, violations } from './lib.mjs';

const HTML_BYTES = 14 * 1024, SCRIPT_BYTES = 6 * 1024; /* gzipped */

const pages = {
  'start': '/',
  'an area': '/areas/trafford',
  'a type of help': '/types/talking',
  'results': '/search?q=counselling&near=M32+0TH',
  'results for a person': '/search?type=talking&near=M32+0TH&age=40&gender=women&cost=free',
  'results of crisis': '/search?q=i+want+to+die&near=M32+0TH',
  'nothing found': '/search?q=zzqx&near=M32+0TH&age=40',
  'what cannot be read': '/search?q=counselling&age=old&near=nowhere+at+all',
  'no such page': '/nothing/here',
  'a shortlist': null,
  'an empty shortlist': '/list',
  'a listing': null,
  'sources': '/sources',
  'a source': '/sources/trafford-mental-health',
  'what is listed where': '/gaps',
  'what is listed in a council': '/gaps?area=trafford',
  'where a type of help is listed': '/gaps?type=talking',
  'a choice that cannot be read': '/gaps?area=nowhere+at+all',
  'about': '/about',
  'how to embed': '/about/embed?area=Trafford&type=talking',
  'privacy': '/privacy',
  'accessibility': '/accessibility',
  'the embed': '/embed?area=trafford',
};

/* Codes are made from the data: the first results have some. */
const found = await (await fetch(base + '/search.json?q=counselling&near=M32+0TH')).json();
const codes = found.results.map(r => r.id);
pages['a shortlist'] = '/list?s=' + codes.slice(0, 6).join('+') + '&d=2026-01-01';
pages['a listing'] = '/services/' + codes[0] + '?q=counselling';

const openAll = page => page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
const wide = page => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? ['scrolls sideways: ' + document.documentElement.scrollWidth] : []);
const small = page => page.evaluate(() => [...document.querySelectorAll('a,button,input,select,summary')].filter(e => {
  const r = e.getBoundingClientRect();
  const least = e.matches('.btn.call,.btn.go,.sp-call,.sp-hits button') ? 44 : 24;
  /* In running text a link may be as high as its line. */
  const line = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  return r.width > 0 && !line && (r.height < least - 0.5 || r.width < 23.5) && !e.closest('.vh,.skip,.sp-vh');
}).map(e => 'small target: ' + e.tagName + ' ' + (e.textContent || e.name).trim().slice(0, 40)));

for (const [name, path] of Object.entries(pages)) {
  await test(name + ': weighs little, asks nobody else, keeps nothing', async () => {
    const { context, page, faults, requests, reply } = await open(path);
    const policy = reply.headers()['content-security-policy'] || '';
    const html = gzipSync(await reply.body(), { level: 9 }).length;
    await page.waitForLoadState('load');
    const scripts = await Promise.all(requests.filter(u => u.endsWith('.js')).map(async u => gzipSync(Buffer.from(await (await fetch(u)).arrayBuffer())).length));
    const framed = await page.$$eval('iframe', f => f.length);
    const out = [
      html > HTML_BYTES && 'HTML of ' + html + ' bytes',
      scripts.some(s => s > SCRIPT_BYTES) && 'a script of ' + scripts + ' bytes',
      requests.length > 2 + 2 * framed && 'requests: ' + requests,
      (/unsafe/.test(policy) || !/default-src 'none'/.test(policy)) && 'policy: ' + policy,
      (await context.cookies()).length && 'a cookie',
      (await page.evaluate(() => localStorage.length)) && 'something is stored',
      ...faults,
    ];
    await context.close();
    return out;
  });
  for (const look of [{ width: 360 }, { width: 360, dark: true }, { width: 1280, height: 900 }, { width: 1280, height: 900, dark: true }, { width: 1280, height: 900, forced: true }])
    await test(name + ' at ' + look.width + (look.dark ? ', dark' : look.forced ? ', forced colours' : '') + ': WCAG 2.2 AA', async () => {
      const { context, page } = await open(path, { ...look, axe: true });
      await openAll(page);
      const out = [...await violations(page), ...await wide(page), ...await small(page)];
      await context.close();
      return out;
    });
  await test(name + ': no sideways scroll at 320, also with text at 200 %', async () => {
    const { context, page } = await open(path, { width: 320, height: 640, axe: true });
    await openAll(page);
    const out = await wide(page);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    out.push(...await wide(page));
    await context.close();
    return out;
  });
}

/* WCAG 2.4.11: whatever has the focus is to be seen. */
for (const name of ['results', 'a listing', 'a shortlist'])
  await test(name + ': the focus is never hidden', async () => {
    const { context, page } = await open(pages[name]);
    const out = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const r = e.getBoundingClientRect();
        const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1), y = r.top + r.height / 2;
        const at = document.elementFromPoint(x, y);
        return at && (e.contains(at) || at.contains(e)) ? null : 'hidden: ' + e.outerHTML.slice(0, 100) + ' under ' + (at ? at.outerHTML.slice(0, 60) : 'nothing');
      });
      if (fault) out.push(fault);
    }
    await context.close();
    return out;
  });

await test('a result can be called from the first screen at 360 by 740', async () => {
  const { context, page } = await open(pages.results);
  const bottom = await page.$eval('a.call', e => e.getBoundingClientRect().bottom);
  await context.close();
  return [bottom > 740 && 'the button ends at ' + bottom];
});

await browser.close();
