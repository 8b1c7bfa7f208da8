import { expect, test } from 'vitest';
import { variablesNamed } from '../../src/layout/variables-named.ts';
import { project } from './project.ts';

const named = (texts: Readonly<Record<string, string>>) => {
  const found = variablesNamed(project(texts), ['KEY', 'MAIL_HOST']);
  return found === undefined ? undefined : [found.file, found.isExample, found.names.join(' ')];
};

test.each([
  [{ '.env.example': 'KEY=\n# MAIL_HOST=smtp.example.com\n' }, ['.env.example', true, 'KEY MAIL_HOST']],
  [{ 'api/sample.env': 'export KEY=x\n' }, ['api/sample.env', true, 'KEY']],
  [{ '.env': 'KEY=x\n#MAIL_HOST=y\n' }, ['.env', false, 'KEY']],
  [{ '.env': 'KEY=x\n', '.env.example': 'KEY=\n' }, ['.env', false, 'KEY']],
  [{ '.env': 'OTHER=x\nMY_KEY=y\n', '.env.dist': 'KEY=\n' }, ['.env.dist', true, 'KEY']],
  [{ '.envs/.production/.django': 'KEY=x\nMAIL_HOST=y\n' }, ['.envs/.production/.django', false, 'KEY MAIL_HOST']],
  [{ 'web/.env.example': 'KEY=\n', '.env.example': 'KEY=\n' }, ['.env.example', true, 'KEY']],
])('%j', (texts, found) => {
  expect(named(texts)).toEqual(found);
});

test.each([
  { '.env.local': 'KEY=x\n' },
  { '.envs/.local/.django': 'KEY=x\n' },
  { 'docker-compose.yml': 'KEY=x\n' },
  { '.env': 'OTHER=x\n' },
  { 'tests/.env.example': 'KEY=\n' },
])('none that is for development, runs the project or names none: %j', (texts) => {
  expect(named(texts)).toBeUndefined();
});
