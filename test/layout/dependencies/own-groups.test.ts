import { describe, expect, it } from 'vitest';
import type { ChosenDependencies } from '../../../src/layout/dependencies/chosen-dependencies.ts';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { ownGroups } from '../../../src/layout/dependencies/own-groups.ts';
import { project } from '../project.ts';

const groupsOf = (texts: Readonly<Record<string, string>>, folder = '.') => ownGroups(project(texts), folder).join(' ');

it.each([
  ['RUN uv sync --group back --no-dev', 'back'],
  ['RUN uv sync --frozen --extra s3 --extra=docs --group test', 's3'],
  ['RUN pip install uv && uv sync \\\n  --group back', 'back'],
  ['RUN poetry install --only main --with back,jobs --extras "s3 gis"', 'back jobs s3 gis'],
  ['RUN poetry install -E s3 && poetry export --with "$MORE"', 's3'],
  ['RUN pdm install --prod -G back', 'back'],
  ['RUN pip install --no-cache-dir ".[s3,gis]" uvicorn[standard]', 's3 gis'],
  ['# RUN uv sync --group back', ''],
  ['RUN useradd --group staff app', ''],
])('%s', (line, names) => {
  expect(groupsOf({ Dockerfile: `FROM python\n${line}\n` })).toBe(names);
});

describe('which Dockerfile', () => {
  const back = 'RUN uv sync --group back';
  const bot = 'RUN uv sync --group bot';

  it('the one beside manage.py before that above, none of another folder', () => {
    expect(groupsOf({ Dockerfile: bot, 'site/Dockerfile': back, 'bot/Dockerfile': bot }, 'site')).toBe('back');
    expect(groupsOf({ Dockerfile: back, 'bot/Dockerfile': bot }, 'site')).toBe('back');
    expect(groupsOf({ 'bot/Dockerfile': bot }, 'site')).toBe('');
  });

  it('not one for development, or for a worker', () => {
    expect(groupsOf({ 'Dockerfile.worker': bot, 'dev.Dockerfile': bot, 'Dockerfile.web': back })).toBe('back');
  });
});

describe('what is installed', () => {
  const manifest = `[project]
name = "shop"
dependencies = ["Django"]
[dependency-groups]
back = ["celery"]
bot = ["aiogram"]
`;
  const texts = { 'manage.py': '', 'pyproject.toml': manifest, Dockerfile: 'RUN uv sync --group back --group gone' };
  const found = (chosen: ChosenDependencies = {}) => {
    const { dependencies, fatal } = findDependencies(project(texts), '.', chosen);
    return [dependencies.value.groups, dependencies.value.requirements.map(({ name }) => name), fatal];
  };

  it('the groups of the Dockerfile that the manifest has', () => {
    expect(found()).toEqual([['back'], ['django', 'celery'], undefined]);
  });

  it('unless they are asked to be left out', () => {
    expect(found({ withoutGroups: ['back'] })).toEqual([[], ['django'], undefined]);
  });

  it('beside those that are asked for', () => {
    expect(found({ groups: ['bot'] })[0]).toEqual(['back', 'bot']);
  });
});
