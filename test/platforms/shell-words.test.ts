import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { inProject, shellWords } from '../../src/platforms/shell-words.ts';

test.each([
  [['python', 'manage.py', 'migrate'], 'python manage.py migrate'],
  [['sh', '-c', 'a && b $C'], "sh -c 'a && b $C'"],
  [['sh', '-c', "echo 'x y'"], `sh -c "echo 'x y'"`],
  [['sh', '-c', `echo "it's"`], String.raw`sh -c 'echo "it'\''s"'`],
  [['a', ''], "a ''"],
])('%j is the line %s', (argv, line) => {
  expect(shellWords(argv)).toBe(line);
});

test.each([["print('x')"], ['a "b" $HOME `c`'], [String.raw`it's \ "all"!`], ['line\nbreak']])(
  'a shell takes %j apart again, quoted twice too',
  (word) => {
    const print = ['printf', '%s', word];
    expect(execFileSync('sh', ['-c', shellWords(print)], { encoding: 'utf8' })).toBe(word);
    expect(execFileSync('sh', ['-c', shellWords(['sh', '-c', shellWords(print)])], { encoding: 'utf8' })).toBe(word);
  },
);

test('a command runs in the folder of manage.py, whatever links lead there', () => {
  expect(inProject(['python', 'manage.py', 'shell'])).toBe("sh -c 'cd -P /app && exec python manage.py shell'");
});
