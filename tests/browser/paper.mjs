/*
 * What is printed: a listing, results, a shortlist and nothing found, each on
 * one sheet of A4, with whole addresses and numbers.  pdftotext reads what is
 * on the sheet.
 */
import { execFileSync } from 'node:child_process';
import { browser, open, results, test } from './lib.mjs';

/* A sheet each: its text as it reads, without the breaks of its lines. */
const printed = async path => {
  const { context, page } = await open(path);
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  await context.close();
  return execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString().split('\f').slice(0, -1).map(text => text.replace(/\s+/g, ' '));
};

const lacks = (sheet, what) => what.filter(words => words && !sheet.includes(words)).map(words => 'not on the sheet: ' + words);
const sheets = list => [list.length !== 1 && list.length + ' sheets'];

const about = await results('q=counselling&near=M32+0TH');
const urgent = ['999', '116 123', 'rinted '];
const postcode = /\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b/;

await test('a listing prints on one sheet, with its numbers and its address', async () => {
  const list = await printed('/services/' + about[0].id + '?q=counselling');
  return [...sheets(list), ...lacks(list[0], [about[0].name, about[0].phone_display, ...urgent]), !postcode.test(list[0]) && 'no address'];
});

for (const [what, query] of [['results', 'q=counselling&near=M32+0TH'], ['results for a person', 'type=talking&near=M32+0TH&age=40&gender=women&cost=free']])
  await test(what + ' print on one sheet, with numbers and addresses', async () => {
    const list = await printed('/search?' + query), shown = await results(query);
    const placed = shown.filter(r => r.lat && r.place).length;
    const addresses = (list[0].match(new RegExp(postcode, 'g')) || []).length;
    return [
      ...sheets(list),
      ...lacks(list[0], [...shown.flatMap(r => [r.name, r.phone_display]), ...urgent]),
      addresses < placed && addresses + ' addresses of ' + placed,
    ];
  });

await test('a shortlist of ten prints on one sheet, with numbers and addresses', async () => {
  const ten = about.slice(0, 10), list = await printed('/list?s=' + ten.map(r => r.id).join('+'));
  return [...sheets(list), ...lacks(list[0], [...ten.flatMap(r => [r.name, r.phone_display]), ...urgent])];
});

await test('nothing found prints on one sheet, with national help', async () => {
  const list = await printed('/search?q=zzqx&near=M32+0TH');
  return [...sheets(list), ...lacks(list[0], ['National help', 'M32 0TH', ...urgent])];
});

await browser.close();
