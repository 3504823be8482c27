/*
 * Every page, by name, and how it is come by: an address alone, or with what
 * is posted there and the status that it answers with.
 */
import { base, empty, results, until } from './lib.mjs';

const text = async path => (await fetch(base + path)).text();

/* Codes are made from the data: the first results have some. */
const codes = (await results('q=counselling&near=M32+0TH')).map(r => r.id);
const listing = '/services/' + codes[0];
const member = (await results('limit=100')).find(r => r.organisation);
const [organisation] = (await text('/services/' + member.id)).match(/\/organisations\/[^"?]+/);
/* The test has taken one down, and holds a feed, which the server learns of
 * within a second. */
const gone = '/services/' + process.env.GONE;
const late = await until('nothing has gone', async () => (await fetch(base + gone)).status === 410);
if (late) throw new Error(late);

export const pages = {
  'start': '/',
  'an area': '/areas/trafford',
  'a type of help': '/types/talking',
  'results': '/search?q=counselling&near=M32+0TH',
  'results for a person': '/search?type=talking&near=M32+0TH&age=40&gender=women&cost=free',
  'results with all that can be asked for': '/search?q=counselling&near=M32+0TH&age=40&gender=women&for=carers&cost=free&referral=self&open=evening',
  'results of crisis': '/search?q=i+want+to+die&near=M32+0TH',
  'results that were relaxed': '/search?q=counselling&near=M32+0TH&within=1&open=all-hours&lang=pl',
  'a number that is looked up': '/search?q=0161+832+3736',
  'nothing found': '/search?q=zzqx&near=M32+0TH&age=40',
  'what cannot be read': { path: '/search?q=counselling&age=old&near=nowhere+at+all', status: 400 },
  'results without history': { path: '/search', post: 'q=counselling&near=M32+0TH&age=40' },
  'nothing found without history': { path: '/search', post: 'q=zzqx&near=M32+0TH' },
  'a listing': listing + '?q=counselling',
  'a listing for a person': listing + '?type=talking&near=M32+0TH&age=40&gender=women&cost=free',
  'a listing that has gone': { path: gone, status: 410 },
  'an organisation': organisation,
  'a shortlist': '/list?s=' + codes.slice(0, 6).join('+') + '+' + process.env.GONE + '&d=2026-01-01',
  'an empty shortlist': '/list',
  'something is wrong with a listing': listing + '/report',
  'a report that cannot be taken': { path: listing + '/report', post: 'topic=other&email=nobody', status: 400 },
  'a report is sent': listing + '/report?sent=1',
  'a report with words of crisis is sent': listing + '/report?sent=2',
  'sources': '/sources',
  'a source': '/sources/trafford-mental-health',
  'a source that is held': '/sources/gm-food-banks',
  'what is listed where': '/gaps',
  'what is listed in a council': '/gaps?area=trafford',
  'where a type of help is listed': '/gaps?type=talking',
  'a choice that cannot be read': { path: '/gaps?area=nowhere+at+all', status: 400 },
  'about': '/about',
  'how to embed': '/about/embed?area=Trafford&type=talking',
  'privacy': '/privacy',
  'accessibility': '/accessibility',
  'no such page': { path: '/nothing/here', status: 404 },
  'not to be posted': { path: '/sources', post: 'a=b', status: 405 },
  'nothing to serve yet': { path: empty + '/search', status: 503 },
  /* Welsh words are longer. */
  'the start in Welsh': '/?locale=cy',
  'results in Welsh': '/search?q=counselling&near=M32+0TH&locale=cy',
  'nothing found in Welsh': '/search?q=zzqx&near=M32+0TH&age=40&locale=cy',
  'a shortlist in Welsh': '/list?s=' + codes.slice(0, 6).join('+') + '&d=2026-01-01&locale=cy',
  'something is wrong with a listing, in Welsh': listing + '/report?locale=cy',
  'the embed': '/embed?area=trafford',
  'the embed without results': '/embed?area=trafford&q=zzqx',
};
