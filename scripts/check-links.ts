import { readFileSync } from 'node:fs';

/** `npm run check-links`: asks every page that people are sent to. It needs a network; the tests look at the form only. */
interface Links {
  readonly links: Readonly<Record<string, { readonly url: string }>>;
}

const patienceMs = 20_000;
const { links } = JSON.parse(
  readFileSync(new URL('../templates/summary/links.json', import.meta.url), 'utf8'),
) as Links;

/** What is wrong with a page; undefined when it is there. Some servers refuse HEAD, so it is asked with GET. */
async function wrongWith(url: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const answer = await fetch(url, { signal, headers: { 'user-agent': 'simple-deploy check-links' } });
    await answer.body?.cancel();
    if (!answer.ok) return `HTTP ${answer.status}`;
    return answer.redirected ? `moved to ${answer.url}` : undefined;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? cause.message : message;
  }
}

const found = await Promise.all(
  Object.entries(links).map(async ([name, { url }]) => ({ name, url, wrong: await wrongWith(url) })),
);
for (const { name, url, wrong } of found)
  console.log(`${wrong === undefined ? 'ok    ' : 'WRONG '} ${name}  ${url}  ${wrong ?? ''}`);
const broken = found.filter(({ wrong }) => wrong !== undefined && !wrong.startsWith('moved'));
console.log(`${found.length - broken.length} pages are there, ${broken.length} are not.`);
if (broken.length > 0) process.exitCode = 1;
