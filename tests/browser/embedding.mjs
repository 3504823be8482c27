/* A made-up council's page, elsewhere and under a strict policy of its own:
 * by each way to a number to call. */
import { base, browser, host, open, test, until } from './lib.mjs';

/* The element has its results. */
const filled = page => until('the element stays empty', () => page.$eval('signpost-search', e => !!e.shadowRoot));
const numbers = part => part.$$eval('a[href^="tel:+44"]', a => a.length);

await test('script: the element shows numbers, in the font of the page', async () => {
  const { context, page, faults } = await open(host + '/script');
  await filled(page);
  const seen = await page.$eval('signpost-search', e => ({
    numbers: e.shadowRoot.querySelectorAll('a[href^="tel:+44"]').length,
    font: getComputedStyle(e.shadowRoot.querySelector('h2')).fontFamily,
    accent: getComputedStyle(e.shadowRoot.querySelector('button')).backgroundColor,
  }));
  const out = [!seen.numbers && 'no number', !/Georgia/.test(seen.font) && 'font: ' + seen.font, seen.accent !== 'rgb(74, 35, 112)' && 'accent: ' + seen.accent, ...faults];
  await page.click('signpost-search >> .sp-hit h3 a');
  await page.waitForSelector('.big a[href^="tel:"]');
  out.push(!page.url().startsWith(base + '/services/') && page.url());
  await context.close();
  return out;
});

await test('script: a search from the element opens results of ours', async () => {
  const { context, page } = await open(host + '/script');
  await filled(page);
  await page.fill('signpost-search >> #sp-q', 'counselling');
  await page.click('signpost-search >> button');
  await page.waitForSelector('.hit a[href^="tel:"]');
  await context.close();
});

await test('script: where we are down the link inside stays', async () => {
  const { context, page } = await open(host + '/');
  await page.route(base + '/embed/fragment**', r => r.abort());
  await page.goto(host + '/script');
  await page.waitForTimeout(300);
  const out = [!(await page.isVisible('signpost-search > a')) && 'no link'];
  await context.close();
  return out;
});

await test('script: with JavaScript off the link inside leads to a number', async () => {
  const { context, page } = await open(host + '/script', { script: false });
  await page.click('signpost-search > a');
  await page.waitForSelector('a[href^="tel:"]');
  await context.close();
});

for (const sandbox of ['', '?sandbox'])
  await test('frame' + (sandbox ? ' in a sandbox' : '') + ': shows numbers, and grows with its content', async () => {
    const { context, page, faults } = await open(host + '/frame' + sandbox);
    const frame = page.frames()[1];
    await frame.waitForSelector('.sp-call');
    const grown = h => until('it stays at ' + h, async () => await page.$eval('iframe', f => +f.height) !== h);
    const stays = await grown(640);
    const [height, inside] = [await page.$eval('iframe', f => +f.height), await frame.evaluate(() => document.documentElement.getBoundingClientRect().height)];
    const out = [stays, !(await numbers(frame)) && 'no number', Math.abs(height - inside) > 2 && height + ' for ' + inside, ...faults];
    await page.setViewportSize({ width: 800, height: 740 });
    out.push(await grown(height));
    if (!sandbox) {
      await frame.click('.sp-hit h3 a');
      await page.waitForSelector('.big');
      out.push(!page.url().startsWith(base + '/services/') && 'opens ' + page.url());
    }
    await context.close();
    return out;
  });

await test('frame: tells pym.js and iframe-resizer how high it is', async () => {
  const { context, page } = await open(host + '/others');
  const said = what => until('never said: ' + what, () => page.evaluate(w => window.said.some(m => new RegExp(w).test(m)), what));
  const out = [await said('^pymxPYMxchildxPYMxheightxPYMx\\d+$'), await said('^\\[iFrameSizer\\]resizer1:\\d+:\\d+:init$')];
  await context.close();
  return out;
});

await test('form and link: lead to a number', async () => {
  const { context, page, faults } = await open(host + '/form');
  await page.fill('input[name=q]', 'counselling');
  await page.click('button');
  await page.waitForSelector('.hit a[href^="tel:"]');
  await page.goto(host + '/form');
  await page.click('a');
  await page.waitForSelector('a[href^="tel:"]');
  await context.close();
  return faults;
});

await test('include: the fragment in the page of the council', async () => {
  const { context, page, faults } = await open(host + '/include');
  const out = [!(await numbers(page)) && 'no number', ...faults];
  await page.click('.sp-hit h3 a');
  await page.waitForSelector('.big a[href^="tel:"]');
  await context.close();
  return out;
});

await test('the searches of visitors are in no request but their own', async () => {
  const { context, page, requests } = await open(host + '/script');
  await filled(page);
  const out = requests.filter(u => !u.startsWith(host) && !u.startsWith(base));
  const sent = await context.cookies();
  await context.close();
  return [...out, sent.length && 'cookies: ' + JSON.stringify(sent)];
});

await browser.close();
