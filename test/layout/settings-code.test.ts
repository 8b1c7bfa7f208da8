import { expect, test } from 'vitest';
import { settingsSources } from '../../src/layout/settings-code.ts';
import { code } from './project.ts';

const stages = ['base', 'testing', 'development', 'production'];
const modules = Object.fromEntries(stages.map((stage) => [`site/settings/${stage}.py`, `${stage.toUpperCase()} = 1`]));

function sourcesOf(text: string): string[] {
  const project = code({ 'site/settings/__init__.py': text, ...modules });
  return settingsSources(project, 'site.settings').map(({ path }) => path.split('/').at(-1)?.replace('.py', '') ?? '');
}

test('what settings take over makes them up, what holds last first', () => {
  expect(sourcesOf('from .base import *\nfrom .production import *')).toEqual(['__init__', 'production', 'base']);
});

test('of what they take over under a condition all but what is for tests', () => {
  const branches = 'if S == "dev":\n  from .development import *\nelif S == "test":\n  from .testing import *\n';
  const all = `from .base import *\n${branches}else:\n  from .production import *`;
  expect(sourcesOf(all)).toEqual(['__init__', 'production', 'development', 'base']);
  expect(sourcesOf('from .base import *\nfrom .testing import *')).toEqual(['__init__', 'testing', 'base']);
  expect(sourcesOf('if S:\n  from .base import *\nelse:\n  from .testing import *')).toContain('testing');
});
