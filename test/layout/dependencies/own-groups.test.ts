import { describe, expect, it } from 'vitest';
import type { ChosenDependencies } from '../../../src/layout/dependencies/chosen-dependencies.ts';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { ownInstall } from '../../../src/layout/dependencies/own-groups.ts';
import { project } from '../project.ts';

const groupsOf = (texts: Readonly<Record<string, string>>, folder = '.') =>
  ownInstall(project(texts), folder).names.join(' ');

it.each([
  ['RUN uv sync --group back --no-dev', 'back'],
  ['RUN uv sync --frozen --extra s3 --extra=docs --group test', 's3'],
  ['RUN pip install uv && uv sync \\\n  --group back', 'back'],
  ['RUN poetry install --only main --with back,jobs --extras "s3 gis"', 'back jobs s3 gis'],
  ['RUN poetry install -E s3 && poetry export --with "$MORE"', 's3'],
  ['RUN pdm install --prod -G back', 'back'],
  ['RUN pip install --no-cache-dir ".[s3,gis]" uvicorn[standard]', 's3 gis'],
  ['RUN poetry install --only main,jobs', 'jobs'],
  ['RUN poetry install --only=main --only test', ''],
  ['RUN poetry install --only main --only films\nFROM python\nRUN poetry install --only main', ''],
  ['RUN <<EOF\nuv sync --group back\nEOF', 'back'],
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

  it('one that is kept for the site elsewhere, where none beside or above manage.py installs any', () => {
    expect(groupsOf({ 'docker/backend/Dockerfile': back }, 'backend')).toBe('back');
    expect(groupsOf({ 'docker/shop/Dockerfile': back, 'docker/mail/Dockerfile': bot }, 'shop')).toBe('back');
    expect(groupsOf({ 'shop/compose/production/django/Dockerfile': back }, 'shop')).toBe('back');
    expect(groupsOf({ Dockerfile: bot, 'docker/backend/Dockerfile': back }, 'backend')).toBe('bot');
    expect(groupsOf({ 'docker/backend/local/Dockerfile': bot, 'docker/mail/Dockerfile': bot }, 'backend')).toBe('');
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

describe('a Dockerfile that installs the main requirements and nothing else', () => {
  const manifest = `[tool.poetry]
name = "shop"
[tool.poetry.dependencies]
python = "^3.13"
Django = "*"
[tool.poetry.group.films.dependencies]
ffmpeg-python = "*"
[tool.poetry.group.prod.dependencies]
gunicorn = "*"
`;
  const found = (line: string, chosen: ChosenDependencies = {}) => {
    const texts = { 'manage.py': '', 'pyproject.toml': manifest, Dockerfile: `FROM python\n\nRUN ${line}\n` };
    const { dependencies, considered } = findDependencies(project(texts), '.', chosen);
    return [dependencies.value.groups, considered.map(({ value, why }) => `${value}: ${why}`)];
  };

  it('leaves out what Poetry would take by itself, but not what is called so for production', () => {
    const why = 'group films: Dockerfile:3 installs the main requirements without it; --group films takes it';
    expect(found('poetry install --only main')).toEqual([['prod'], [why]]);
    expect(found('poetry install --only \\\n  main')).toEqual([['prod'], [why]]);
    expect(found('poetry install')).toEqual([['films', 'prod'], []]);
    expect(found('poetry install --only films')).toEqual([['films', 'prod'], []]);
  });

  it('unless the group is asked for', () => {
    expect(found('poetry install --only main', { groups: ['films'] })).toEqual([['films', 'prod'], []]);
  });
});
