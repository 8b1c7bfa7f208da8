import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reports } from '../summary/every-platform.ts';
import { type Client, faultsOf, shellSplit } from '../support/client-commands.ts';

/** What the programs say of the commands that we print; held against the real ones where those are at hand. */
const clients = JSON.parse(readFileSync(new URL('client-commands.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Client>
>;
const lines = Object.values(reports())
  .flatMap(({ sections }) => sections)
  .flatMap(({ commands = [] }) => commands.map(({ command }) => command));
const known = (line: string): Client | undefined => clients[shellSplit(line)[0] ?? ''];

test('every command of a platform’s program that a summary prints is one that it takes', () => {
  const ofClients = lines.filter((line) => known(line) !== undefined);
  expect(new Set(ofClients).size).toBeGreaterThan(50);
  expect(ofClients.flatMap((line) => faultsOf(known(line)!, line))).toEqual([]);
  expect(lines.filter((line) => known(line) === undefined && !/^(?:simple-deploy|docker) /.test(line))).toEqual([]);
});

test('what a program does not take is found', () => {
  const client: Client = { 'apps destroy': { options: { app: true, yes: false }, short: { a: 'app' }, arguments: 1 } };
  expect(faultsOf(client, 'x apps destroy blog --yes -a "the blog"')).toEqual([]);
  expect(faultsOf(client, 'x apps destroy blog other --app=b')).toEqual([
    'x apps destroy blog other --app=b: 2 arguments are too many',
  ]);
  expect(faultsOf(client, 'x apps destroy --now')).toEqual(['x apps destroy --now: there is no --now']);
  expect(faultsOf(client, 'x apps remove')).toEqual(['x apps remove: there is no such command']);
});
