/*
 * On a bad line: how soon something is seen, that a number is reached though
 * connections are lost, and what is left when the signal goes.
 */
import { base, browser, calls, launch, open, results, test } from './lib.mjs';
import { line } from './line.mjs';

/*
 * The line that first paint is measured on: 400 ms there and back, 400 kbit/s.
 * The budget is a second.  On the loopback there is no TLS, and no name to look
 * up; what the browser takes for itself depends on what else its machine does
 * and is measured beside it, without the line: what the line adds is held to
 * the second.
 */
const LATENCY_MS = 400, BYTES_S = 400000 / 8, PAINT_MS = 1000;
const [best] = await results('q=counselling&near=M32+0TH');

const painted = async (path, slow) => {
  const { context, page } = await open(null);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (slow) await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY_MS, downloadThroughput: BYTES_S, uploadThroughput: BYTES_S });
  await page.goto(base + path);
  const paint = await page.evaluate(async () => {
    for (;;) {
      const [first] = performance.getEntriesByName('first-contentful-paint');
      if (first) return first.startTime;
      await new Promise(done => setTimeout(done, 20));
    }
  });
  await context.close();
  return paint;
};

for (const [name, path] of [['start', '/'], ['results', '/search?q=counselling&near=M32+0TH'], ['a listing', '/services/' + best.id]])
  await test(name + ' is seen soon at ' + LATENCY_MS + ' ms and 400 kbit/s', async () => {
    const with_line = [], without = [];
    for (let i = 0; i < 3; i++) {
      with_line.push(await painted(path, true));
      without.push(await painted(path, false));
    }
    const middle = list => Math.round(list.sort((a, b) => a - b)[1]);
    const said = 'first paint after ' + middle(with_line) + ' ms, and ' + middle(without) + ' without that line (medians of three)';
    console.log('# ' + name + ': ' + said);
    return [middle(with_line) - middle(without) > PAINT_MS && said];
  });

/* Both at once: they do nothing but wait. */
await Promise.all([true, false].map(script =>
  test('find and call at a delay of 2 s and a loss of 20 %' + (script ? '' : ', with JavaScript off'), async () => {
    const bad = await line(base, { delay_ms: 1000, loss: 5, reset: 5 });
    const { context, page } = await open(null, { script });
    let address = '/', tries = 0;
    /* Who sees that nothing came asks for the page again. */
    const again = () => page.goto(bad.address + address, { waitUntil: 'commit' });
    const seen = async (selector, ask) => {
      for (let i = 0; i < 4; i++, ask = again) {
        tries++;
        if (!(await ask().then(() => true, () => false))) continue;
        if (await page.waitForSelector(selector, { timeout: 20000 }).catch(() => null)) return;
      }
      throw new Error('never seen: ' + selector);
    };
    const begun = Date.now();
    await seen('footer', again);
    await page.fill('#q', 'counselling');
    await page.fill('#near', 'M32 0TH');
    address = '/search?q=counselling&near=M32+0TH';
    await seen('.hit', () => page.click('.go', { noWaitAfter: true }));
    address = await page.getAttribute('.hit h3 a', 'href');
    await seen('.big', () => page.click('.hit h3 a', { noWaitAfter: true }));
    const out = await calls(page, '.big a[href^="tel:+44"]');
    console.log('# ' + bad.told() + '; ' + tries + ' tries for 3 pages, ' + Math.round((Date.now() - begun) / 1000) + ' s in all');
    await context.close();
    bad.close();
    return out;
  })));

await test('the signal lost after results: what is asked says so, and numbers stay', async () => {
  const { context, page } = await open('/search?q=counselling&near=M32+0TH');
  const numbers = (await page.$$('.hit a[href^="tel:"]')).length;
  await context.setOffline(true);
  await page.fill('.next-ask input[name=age]', '40');
  await page.click('.next-ask .btn');
  await page.waitForSelector('[data-lost]');
  const out = [(await page.$$('.hit a[href^="tel:"]')).length !== numbers && 'numbers are gone', ...await calls(page, '.hit a[href^="tel:+44"]')];
  await context.close();
  return out;
});

/* Back is the browser's: it keeps pages as they were, but not where it is
 * driven, unless it is told so. */
const keeping = await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
await test('the signal lost on a listing: Back shows the results with their numbers', async () => {
  const context = await keeping.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(base + '/search?q=counselling&near=M32+0TH');
  const numbers = (await page.$$('.hit a[href^="tel:"]')).length;
  await page.click('.hit h3 a');
  await page.waitForSelector('.big');
  await context.setOffline(true);
  await page.goBack({ waitUntil: 'commit' });
  const out = [(await page.$$('.hit a[href^="tel:"]')).length !== numbers && 'numbers are gone: ' + await page.title()];
  await context.close();
  return out;
});
await keeping.close();
await browser.close();
