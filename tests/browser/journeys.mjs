/* What people come for, from the first page to a number to call. */
import { base, browser, open, test, until } from './lib.mjs';

const has = async (page, selector, what) => ((await page.$(selector)) ? null : 'no ' + (what || selector) + ' at ' + page.url());
const sheets = async page => {
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  return (pdf.match(/\/Type\s*\/Page[^s]/g) || []).length;
};

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
    const out = [await has(page, '.big a[href^="tel:+44"]', 'number'), await has(page, '.crumb a', 'way back')];
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
    await context.close();
    return out;
  });

  await test('shortlist, and print it on one sheet' + how, async () => {
    const { context, page } = await open('/search?q=counselling&near=M32+0TH', { script });
    for (let i = 0; i < 6; i++) await page.click('.pick >> nth=' + i);
    await page.click('#pick button');
    await page.waitForSelector('.list');
    const out = [
      (await page.$$('.list .hit')).length !== 6 && (await page.$$('.list .hit')).length + ' of 6 are on it',
      await has(page, 'a[href^="sms:?&body="]', 'text to send'),
      await has(page, 'a[href^="mailto:?subject="]', 'mail to send'),
    ];
    const count = await sheets(page);
    out.push(count !== 1 && count + ' sheets');
    await page.click('text=Take off >> nth=0');
    out.push(await until('nothing was taken off', async () => (await page.$$('.list .hit')).length === 5));
    await context.close();
    return out;
  });

  await test('search without history' + how, async () => {
    const { context, page, requests } = await open('/', { script });
    await page.fill('#q', 'counselling');
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

await test('the signal lost after results: numbers stay, and Back shows them', async () => {
  const { context, page } = await open('/search?q=counselling&near=M32+0TH');
  const numbers = (await page.$$('.hit a[href^="tel:"]')).length;
  await context.setOffline(true);
  await page.fill('.next-ask input[name=age]', '40');
  await page.click('.next-ask .btn');
  await page.waitForSelector('[data-lost]');
  const out = [(await page.$$('.hit a[href^="tel:"]')).length !== numbers && 'numbers are gone'];
  await context.setOffline(false);
  await context.close();
  return out;
});

for (const [name, path] of [['results', '/search?q=counselling&near=M32+0TH&limit=5'], ['nothing found', '/search?q=zzqx&near=M32+0TH']])
  await test(name + ' print on one sheet', async () => {
    const { context, page } = await open(path);
    const count = await sheets(page);
    await context.close();
    return [count !== 1 && count + ' sheets'];
  });

await test('a listing prints on one sheet with its number and address', async () => {
  const { context, page } = await open('/search?q=counselling&near=M32+0TH');
  await page.click('.hit h3 a');
  await page.waitForSelector('.big');
  const count = await sheets(page);
  await page.emulateMedia({ media: 'print' });
  const out = [
    count !== 1 && count + ' sheets',
    !(await page.isVisible('.big .call')) && 'no number on paper',
    !(await page.isVisible('.only-print')) && 'no urgent numbers on paper',
  ];
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
