/* Every page as a file of the folder that is named, for a checker of HTML. */
import { writeFileSync } from 'node:fs';
import { pages } from './addresses.mjs';
import { base, browser } from './lib.mjs';

for (const [name, where] of Object.entries(pages)) {
  const { path, post } = where.path ? where : { path: where };
  const reply = await fetch(/^http/.test(path) ? path : base + path, post === undefined ? {} : { method: 'POST', body: new URLSearchParams(post) });
  writeFileSync(process.argv[2] + '/' + name.replace(/\W+/g, '-') + '.html', await reply.text());
}
await browser.close();
