import { expect, test } from 'vitest';
import { answerForLog } from '../src/answer-for-log.ts';

const told = (output: string, beside: readonly string[] = []) =>
  answerForLog(output, [...output.split('\n'), ...beside]);

test('an answer in JSON is one value, with what was written beside it', () => {
  expect(told('[\n  {"id": "m1"}\n]', ['Warning: old version'])).toEqual([[{ id: 'm1' }], 'Warning: old version']);
  expect(told('1.2.3\nready\n\n')).toEqual(['1.2.3', 'ready']);
});

test('values of an app’s variables and what is named like a secret stay out, at any depth', () => {
  const machine = { config: { env: { MAIL_HOST: 'h', LETTER: 'x' }, image: 'r/blog' }, access_token: 't', n: 3 };
  expect(told(JSON.stringify([machine]))).toEqual([
    [
      {
        config: { env: { MAIL_HOST: '[hidden]', LETTER: '[hidden]' }, image: 'r/blog' },
        access_token: '[hidden]',
        n: 3,
      },
    ],
  ]);
  expect(told(JSON.stringify({ secrets: [{ name: 'A', digest: 'd' }] }))).toEqual([
    { secrets: [{ name: 'A', digest: 'd' }] },
  ]);
});

test('passwords in addresses, and secrets in lines of words, stay out', () => {
  expect(told(JSON.stringify({ at: 'postgres://u:pw@db/x' }))).toEqual([{ at: 'postgres://u:[hidden]@db/x' }]);
  expect(told('API_TOKEN = abc def\nurl: postgres://u:pw@db/x\nregion: fra')).toEqual([
    'API_TOKEN = [hidden]',
    'url: postgres://u:[hidden]@db/x',
    'region: fra',
  ]);
});
