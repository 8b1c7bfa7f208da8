import { expect, test } from 'vitest';
import { unfolded } from '../src/unfolded-log.ts';

const traceback = 'Traceback (most recent call last):\n  File "/project/a.py", line 1, in f\nTypeError: no';

test('a traceback in a record of JSON becomes lines, behind what the record says', () => {
  const record = JSON.stringify({ levelname: 'ERROR', message: 'Internal Server Error: /', exc_info: traceback });
  expect(unfolded(['before', `web.1 | ${record}`, 'after'])).toEqual([
    'before',
    'Internal Server Error: /',
    'Traceback (most recent call last):',
    '  File "/project/a.py", line 1, in f',
    'TypeError: no',
    'after',
  ]);
  expect(unfolded([JSON.stringify({ event: traceback })])).toHaveLength(3);
});

test.each([
  ['a traceback as it is', traceback.split('\n')],
  ['a record without one', [JSON.stringify({ message: 'fine' })]],
  ['what is no JSON', [`{ ${traceback.split('\n').join(' ')} }`]],
  ['another kind of JSON', [JSON.stringify([traceback])]],
])('%s stays', (_name, log) => {
  expect(unfolded(log)).toEqual(log);
});
