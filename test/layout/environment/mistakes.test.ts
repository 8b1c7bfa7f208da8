import { expect, test } from 'vitest';
import { originOf, textOf } from '../../../src/layout/python-source.ts';
import { found } from './demanded.ts';

const mistakes = (text: string): string =>
  found(`import os\nfrom pathlib import Path\n${text}`)
    .mistakes.map(({ source, node, kind }) => {
      const origin = originOf(source, node);
      return `${kind} ${typeof origin === 'object' && 'line' in origin ? origin.line : ''} ${textOf(source, node)}`;
    })
    .join('; ');

test.each([
  ['A = os.env["A"]', 'no-such-name 3 os.env'],
  ['A = os.env.get("A")', 'no-such-name 3 os.env'],
  ['A = os.getEnv("A")', 'no-such-name 3 os.getEnv'],
  ['D = {"a": {"b": os.environment["A"]}}', 'no-such-name 3 os.environment'],
  ['A = os.environ.get["A"]', 'function-indexed 3 os.environ.get["A"]'],
  ['A = [os.getenv["A"]]', 'function-indexed 3 os.getenv["A"]'],
  ['B = os.path.dirname(__file__)\nA = B / "a"', 'text-divided 4 B / "a"'],
  ['def get(name):\n  return os.env[name]\nget("A")', 'no-such-name 4 os.env'],
])('what fails whatever is set: %s', (text, expected) => {
  expect(mistakes(text)).toBe(expected);
});

test.each([
  'A = os.environ["A"], os.environ.get("A"), os.getenv("A"), os.environb, os.unsetenv',
  'A = Path(__file__).parent / "a"',
  'A = "a" / Path("b")',
  'A = 4 / 2',
  'try:\n  A = os.env["A"]\nexcept AttributeError:\n  A = ""',
  'if unknown():\n  A = os.env["A"]',
  'if os.environ.get("A"):\n  B = os.env["B"]',
  'if not os.environ.get("A"):\n  B = os.env["B"]',
  'def get(name):\n  return os.env[name]',
  'from somewhere import os\nA = os.env["A"]',
])('what does not, or not for certain: %s', (text) => {
  expect(mistakes(text)).toBe('');
});
