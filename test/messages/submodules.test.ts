import { expect, test } from 'vitest';
import { mayBeInSubmodules, submoduleWords } from '../../src/messages/submodules.ts';

const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('one, several, and of many the first', () => {
  const words = (paths: readonly string[]) => submoduleWords['submodules-empty']({ code: 'submodules-empty', paths });
  expect(words(['static/pico'])).toEqual({
    what: 'The git submodule static/pico is empty here, and so it is where the app runs.',
    next: ['To have what it holds: git submodule update --init'],
  });
  expect(words(['a', 'b']).what).toBe('The git submodules a, b are empty here, and so they are where the app runs.');
  expect(words(many).what).toMatch(/submodules a, b, c, d, e and 2 more are/);
});

test('where a project may be', () => {
  expect(mayBeInSubmodules(['app'])).toBe(
    'It may be in app, a git submodule that is empty here: git submodule update --init',
  );
  expect(mayBeInSubmodules(many)).toMatch(/in a, b, c, d, e and 2 more, git submodules that are empty here/);
});
