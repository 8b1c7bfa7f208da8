import { expect, test } from 'vitest';
import { type Client, faultsOf, shellSplit } from '../support/client-commands.ts';
import { knownCommands, printedLines } from '../support/known-commands.ts';

const clients = knownCommands();
const known = (line: string): Client | undefined => clients[shellSplit(line)[0] ?? ''];

test('every command of a platform’s program that a summary prints is one that it takes', () => {
  const ofClients = printedLines.filter((line) => known(line) !== undefined);
  expect(new Set(ofClients).size).toBeGreaterThan(50);
  expect(ofClients.flatMap((line) => faultsOf(known(line)!, line))).toEqual([]);
  expect(printedLines.filter((line) => known(line) === undefined && !/^(?:simple-deploy|docker) /.test(line))).toEqual(
    [],
  );
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
