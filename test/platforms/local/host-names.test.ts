import { expect, test } from 'vitest';
import { hostNames, namesIn } from '../../../src/platforms/local/host-names.ts';

test('names have the port that browsers ask, unless they say more themselves', () => {
  const names = ['localhost', '[::1]', 'blog.example:81', 'https://blog.example'];
  expect(hostNames(names, 8000)).toBe('localhost:8000,[::1]:8000,blog.example:81,https://blog.example');
  expect(hostNames(['localhost', '[::1]'], 80)).toBe('localhost,[::1]');
});

test('and are found again without it', () => {
  expect(namesIn('localhost:8000,[::1]:8000,[::1],blog.example')).toEqual([
    'localhost',
    '[::1]',
    '[::1]',
    'blog.example',
  ]);
});
