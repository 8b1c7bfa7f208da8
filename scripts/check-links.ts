import { readFileSync } from 'node:fs';
import { type Asked, askPage } from './check-links/ask-page.ts';

/** `npm run check-links`: asks every page that people are sent to. It needs a network; the tests look at the form only. */
interface Links {
  readonly links: Readonly<Record<string, { readonly url: string }>>;
}

const { links } = JSON.parse(
  readFileSync(new URL('../templates/summary/links.json', import.meta.url), 'utf8'),
) as Links;

const words: Readonly<Record<Asked['state'], string>> = {
  there: 'ok',
  moved: 'moved to',
  untold: 'look yourself:',
  gone: 'NOT THERE:',
};

/** One host after the other would take long, all of one host at once is what they call abuse. */
const byHost = Map.groupBy(Object.entries(links), ([, { url }]) => new URL(url).host);
const asked = await Promise.all(
  [...byHost.values()].map(async (ofHost) => {
    const answers: { readonly state: Asked['state'] }[] = [];
    for (const [name, { url }] of ofHost) {
      const { state, detail } = await askPage(url);
      console.log(`${name}  ${url}  ${words[state]} ${detail}`.trimEnd());
      answers.push({ state });
    }
    return answers;
  }),
);
const counts = Object.groupBy(asked.flat(), ({ state }) => state);
const count = (state: Asked['state']): number => counts[state]?.length ?? 0;
console.log(
  `${count('there')} pages are there, ${count('moved')} moved, ${count('untold')} tell programs nothing, ${count('gone')} are not there.`,
);
if (count('gone') > 0) process.exitCode = 1;
