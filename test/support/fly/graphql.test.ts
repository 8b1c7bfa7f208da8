import { expect, test } from 'vitest';
import { answer, parseQuery, UnknownField } from './graphql.ts';

const graph = {
  app: ({ name }: { name: string }) => ({ name, machines: { nodes: [{ id: 'a' }, { id: 'b' }] }, role: null }),
  viewer: { email: 'test@example.com' },
};

const ask = (query: string, variables = {}) => answer(parseQuery(query, variables), graph);

test('answers what is asked, under the names that are asked for', async () => {
  const query =
    'query ($of: String!) { mine: app(name: $of) { name role { name } machines { nodes { id } } } viewer { email } }';
  expect(await ask(query, { of: 'blog' })).toEqual({
    mine: { name: 'blog', role: null, machines: { nodes: [{ id: 'a' }, { id: 'b' }] } },
    viewer: { email: 'test@example.com' },
  });
});

test('puts fragments in their places, named ones and those on a type', async () => {
  const query = '{ app(name: "blog") { ... Names } viewer { ... on User { email } } } fragment Names on App { name }';
  expect(await ask(query)).toEqual({ app: { name: 'blog' }, viewer: { email: 'test@example.com' } });
});

test('knows no field that the graph has not', async () => {
  await expect(ask('{ viewer { phone } }')).rejects.toThrow(UnknownField);
});
