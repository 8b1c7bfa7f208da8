import { expect, test } from 'vitest';
import { ask } from '../../src/registry/ask.ts';
import { readBody } from '../../src/registry/http.ts';
import { served } from './support/served.ts';

const get = (url: string) => ({ method: 'GET' as const, url, headers: {}, signal: new AbortController().signal });

test('an address elsewhere is asked by the proxy that the environment names, this machine is not', async () => {
  const seen: string[] = [];
  const proxy = await served((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('through it');
  });
  const env = { HTTP_PROXY: `http://${proxy}` };
  const answer = await ask(get('http://api.example.invalid/apps?x=1'), env);
  expect([answer.status, (await readBody(answer)).toString()]).toEqual([200, 'through it']);
  const here = await served((_, response) => response.end('straight'));
  expect((await readBody(await ask(get(`http://${here}/`), env))).toString()).toBe('straight');
  expect(seen).toEqual(['GET http://api.example.invalid/apps?x=1']);
});

test('where there is nobody, Node’s own error says so', async () => {
  await expect(ask(get('http://127.0.0.1:1/'), {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
