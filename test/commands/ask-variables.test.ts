import { expect, test } from 'vitest';
import { askForVariables, type Asked } from '../../src/commands/ask-variables.ts';
import { renderWords } from '../../src/messages/render.ts';
import { wordsFor } from '../../src/messages.ts';
import { UserError } from '../../src/problems.ts';

const { signal } = new AbortController();
const read = [
  { value: 'API_KEY', origin: { file: 'shop/settings.py', line: 14 } },
  { value: 'OTHER', origin: { file: 'shop/settings.py', line: 15 } },
];
const namedIn = () => undefined;
const readings = { PORT: { as: 'whole-number', origin: { file: 'shop/settings.py', line: 9 } } } as const;

/** Somebody who answers, with Enter alone at first. */
function person(answers: readonly string[]) {
  const asked: string[] = [];
  const left = [...answers];
  const ask: Asked['terminal']['ask'] = (question, { hidden }) => {
    asked.push(`${question}${hidden ? ', hidden' : ''}`);
    return Promise.resolve(left.shift() ?? '');
  };
  return { asked, terminal: { canAsk: true, ask, say: (text: string) => void asked.push(text) } };
}

test('each is asked for with the place that reads it, what is secret without showing it', async () => {
  const { asked, terminal } = person(['one', 'two', 'three']);
  const given = await askForVariables(['API_KEY', 'ZONE', 'CACHE_URL'], {
    read,
    namedIn,
    readings,
    terminal,
    signal,
    dryRun: false,
  });
  expect(given).toEqual({ API_KEY: 'one', ZONE: 'two', CACHE_URL: 'three' });
  expect(asked.slice(1)).toEqual(['API_KEY (shop/settings.py:14), hidden', 'ZONE', 'CACHE_URL, hidden']);
  expect(asked[0]).toContain('3 variables');
});

test('an empty answer is no answer', async () => {
  const { asked, terminal } = person(['', 'x']);
  expect(await askForVariables(['ZONE'], { read, namedIn, readings, terminal, signal, dryRun: false })).toEqual({
    ZONE: 'x',
  });
  expect(asked.slice(1)).toEqual(['ZONE', 'ZONE']);
});

test('an answer that the settings cannot read is asked for again, with what it has to be', async () => {
  const { asked, terminal } = person(['many', '25']);
  expect(await askForVariables(['PORT'], { read, namedIn, readings, terminal, signal, dryRun: false })).toEqual({
    PORT: '25',
  });
  expect(asked[2]).toBe('PORT is read as a whole number in shop/settings.py:9, and what it is given is not.');
});

test.each([
  ['without a terminal', false, false],
  ['in a dry run', true, true],
])('%s all are named at once, with the places and what to type', async (_when, canAsk, dryRun) => {
  const { asked, terminal } = person([]);
  const asking = { read, namedIn, readings, terminal: { ...terminal, canAsk }, signal, dryRun };
  const error: unknown = await askForVariables(['API_KEY', 'ZONE'], asking).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw error;
  expect(error.problem).toEqual({ code: 'variables-missing', names: ['API_KEY', 'ZONE'], readAt: read.slice(0, 1) });
  const said = renderWords(wordsFor(error.problem));
  expect(said).toContain('API_KEY, ZONE');
  expect(said).toContain('API_KEY is read in shop/settings.py:14');
  expect(said).toContain('simple-deploy push --env API_KEY=… --env ZONE=…');
  expect(asked).toEqual([]);
});

test.each([
  [true, ['API_KEY'], '.env.example names 1 of them: fill in a copy that git ignores, and give that by --env-file.'],
  [
    false,
    ['API_KEY', 'ZONE'],
    "prod.env gives all of them a value; when those are this app's: simple-deploy push --env-file prod.env",
  ],
])('a file of the project that names them is told, to one who is asked as well', async (isExample, names, line) => {
  const { asked, terminal } = person(['one', 'two']);
  const file = { file: isExample ? '.env.example' : 'prod.env', isExample, names };
  const asking = { read, namedIn: () => file, readings, signal, dryRun: false };
  await askForVariables(['API_KEY', 'ZONE'], { ...asking, terminal });
  expect(asked[1]).toBe(line);
  const mute = { ...terminal, canAsk: false };
  const error: unknown = await askForVariables(['API_KEY', 'ZONE'], { ...asking, terminal: mute }).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  expect(wordsFor(error.problem).next).toContain(line);
});
