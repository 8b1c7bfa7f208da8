import { expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const base = 'example/python:3';
const leftOut = [
  { path: 'shop/local.py', rule: 'shop/.dockerignore' },
  { path: 'shop/keys', rule: 'shop/.dockerignore' },
  { path: 'shop/shop.env', rule: 'environment file' },
  { path: 'shop/ca.pem', rule: 'private key' },
];
const explain = (step: string, output: string): ReturnType<typeof explainBuildFailure> =>
  explainBuildFailure(step, output.split('\n'), base, { leftOut });

it.each([
  [
    'ModuleNotFoundError',
    "No module named 'shop.local'",
    'shop/local.py',
    '!shop/local.py at the end of shop/.dockerignore',
  ],
  ['ModuleNotFoundError', "No module named 'local'", '', 'add the line !shop/local.py'],
  ['ModuleNotFoundError', "No module named 'keys.prod'", '', '!shop/keys'],
  ['ModuleNotFoundError', "No module named 'cal'", '', 'Add what is missing'],
  ['ModuleNotFoundError', "No module named 'shop.mine'", 'shop/mine.py', 'The project has no shop/mine.py'],
  ['ImportError', "cannot import name 'local' from 'shop'", 'shop/local.py', '!shop/local.py'],
  ['ImportError', "cannot import name 'typo' from 'shop'", 'shop/typo.py', 'Correct that line'],
  ['FileNotFoundError', '[Errno 2] …', 'shop/shop.env', 'push --env-file shop/shop.env'],
  ['FileNotFoundError', '[Errno 2] …', 'shop/ca.pem', 'push --env NAME=value'],
  ['FileNotFoundError', '[Errno 2] …', 'data/prices.csv', 'The project has no data/prices.csv'],
])('names what the project lacks in the image: %s: %s', (exception, message, lacks, repair) => {
  const mark = JSON.stringify({ kind: 'settings', exception, message, lacks, file: 'shop/settings.py', line: 3 });
  const problem = explain('[app 1/1] RUN python /build/app.py', `simple-deploy-failure ${mark}`);
  expect(wordsFor(problem!).next.join()).toContain(repair);
  expect(wordsFor(problem!).what).toContain('(shop/settings.py:3)');
});
