/* What people come for, from the first page to a number to call. */
import { base, browser, calls, open, test, until } from './lib.mjs';

const has = async (page, selector, what) => ((await page.$(selector)) ? null : 'no ' + (what || selector) + ' at ' + page.url());
for (const script of [true, false]) {
  const how = script ? '' : ', with JavaScript off';

  await test('find and call' + how, async () => {
    const { context, page, faults } = await open('/', { script });
    await page.fill('#q', 'counselling');
    await page.fill('#near', 'M32 0TH');
    await page.click('.go');
    await page.waitForSelector('.hit');
    await page.click('.hit h3 a');
    await page.waitForSelector('.big');
    const out = [...await calls(page, '.big a[href^="tel:+44"]'), await has(page, '.crumb a', 'way back')];
    await page.click('.crumb a');
    await page.waitForSelector('.hit');
    out.push(!(await page.textContent('h1')).includes('M32 0TH') && 'the place is lost on the way back', ...faults);
    await context.close();
    return out;
  });

  await test('narrow by age' + how, async () => {
    const { context, page } = await open('/search?type=talking&near=M32+0TH', { script });
    const before = await page.textContent('.sum b');
    await page.fill('.next-ask input[name=age]', '40');
    await page.click('.next-ask .btn');
    await page.waitForSelector('.chips >> text=Age 40');
    const out = [
      before === await page.textContent('.sum b') && 'as many as before: ' + before,
      await has(page, '.set-apart', 'services set apart'),
    ];
    await page.click('.chips >> text=Age 40');
    out.push(await until('the chip stays', async () => (await page.$$('.chips >> text=Age 40')).length === 0));
    await context.close();
    return out;
  });

  await test('no results and out again' + how, async () => {
    const { context, page } = await open('/search?q=zzqx&near=M32+0TH', { script });
    const out = [await has(page, '.more a[href^="tel:"]', 'national help')];
    await page.click('.stack .links a >> nth=0');
    await page.waitForSelector('.hit');
    out.push(...await calls(page, '.hit a[href^="tel:"]'));
    await context.close();
    return out;
  });

  await test('shortlist, print, share' + how, async () => {
    const { context, page } = await open('/search?q=counselling&near=M32+0TH', { script });
    for (let i = 0; i < 6; i++) await page.click('.pick >> nth=' + i);
    await page.click('#pick button');
    await page.waitForSelector('.list');
    const kept = async () => (await page.$$('.list .hit')).length;
    const out = [await kept() !== 6 && await kept() + ' of 6 are on it'];
    if (script) {
      await page.evaluate(() => { window.print = () => { document.title = 'on paper'; }; });
      await page.click('text=/^Print$/');
      out.push(await page.title() !== 'on paper' && 'nothing is printed');
    }
    /* Whoever gets it opens the same list. */
    for (const part of ['a[href^="sms:?&body="]', 'a[href^="mailto:?subject="]']) {
      const words = decodeURIComponent((await page.getAttribute(part, 'href')).replace(/.*body=/, ''));
      const link = (words.match(/http\S*\/list\?\S*/) || [])[0];
      out.push(!/0\d{3} ?\d{3} ?\d{4}/.test(words) && 'no number in ' + words);
      if (!link) out.push('no link in ' + words);
      else {
        const other = await open(link, { script });
        out.push((await other.page.$$('.list .hit')).length !== 6 && 'another list: ' + link);
        await other.context.close();
      }
    }
    if (script) {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.click('text=Copy link');
      out.push(await until('nothing is copied', async () => /\/list\?s=/.test(await page.evaluate(() => navigator.clipboard.readText()))));
    }
    await page.click('text=Take off >> nth=0');
    out.push(await until('nothing was taken off', async () => await kept() === 5));
    await context.close();
    return out;
  });

  await test('say what is wrong with a listing' + how, async () => {
    const { context, page, faults } = await open('/search?q=counselling&near=M32+0TH', { script });
    await page.click('.hit h3 a >> nth=1');
    await page.click('text=Something wrong here?');
    await page.fill('#more', 'It has moved to Stretford.');
    await page.fill('#email', 'nobody');
    await page.click('.go');
    await page.waitForSelector('#te');
    const out = [
      await has(page, '#ee', 'word about the address'),
      await page.inputValue('#more') !== 'It has moved to Stretford.' && 'what was written is lost',
    ];
    await page.check('input[name=topic] >> nth=0');
    await page.fill('#email', '');
    await page.click('.go');
    await page.waitForSelector('h1 >> text=Thank you');
    /* To load it again sends nothing again. */
    out.push(!/\?sent=1$/.test(page.url()) && page.url());
    await page.click('.crumb a');
    await page.waitForSelector('.big');
    await context.close();
    return [...out, ...faults];
  });

  await test('search without history' + how, async () => {
    const { context, page, requests } = await open('/', { script });
    /* Also what is asked for while somebody types. */
    const suggested = script && page.waitForResponse(r => r.url().includes('/suggest.json'));
    await page.fill('#q', 'counselling');
    await suggested;
    await page.fill('#near', 'M32 0TH');
    await page.click('button[formmethod=post]');
    await page.waitForSelector('.hit');
    await page.click('.pages button >> nth=-1');
    await page.waitForSelector('.pages >> text=21 to');
    await page.click('.chips button >> nth=0');
    await page.waitForSelector('.hit');
    const out = requests.filter(u => /counselling|M32/.test(u)).map(u => 'in an address: ' + u);
    out.push(page.url() !== base + '/search' && page.url());
    await context.close();
    return out;
  });
}

await test('a shortlist goes from search to search in one tab, and leaving clears it', async () => {
  const { context, page } = await open('/search?q=counselling&near=M32+0TH');
  await page.click('.pick >> nth=0');
  await page.goto(base + '/search?q=food+bank&near=M32+0TH');
  await page.click('.pick >> nth=0');
  const out = [!(await page.textContent('#pick button')).includes('(2)') && 'not two: ' + await page.textContent('#pick button')];
  await page.route('**', r => r.request().url().startsWith(base) ? r.continue() : r.fulfill({ body: 'elsewhere' }));
  await page.click('.exit');
  await page.waitForLoadState();
  await page.goto(base + '/list');
  out.push((await page.evaluate(() => sessionStorage.length)) && 'something is kept');
  await context.close();
  return out;
});

await test('"Exit this page" leaves nothing to go back to', async () => {
  const { context, page } = await open('/search?q=counselling');
  await page.route('**', r => r.request().url().startsWith(base) ? r.continue() : r.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
  await page.click('.exit');
  const out = [await until('it stays', async () => await page.title() === 'Weather')];
  await page.goBack().catch(() => null);
  out.push(page.url().startsWith(base) && 'Back leads to ' + page.url());
  await context.close();
  return out;
});

await browser.close();
