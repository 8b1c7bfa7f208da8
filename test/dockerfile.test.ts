import { readFileSync } from 'node:fs';
import mustache from 'mustache';
import { expect, it } from 'vitest';
import { renderDockerfile, type DockerfileView } from '../src/dockerfile.ts';

const template = readFileSync(new URL('../templates/Dockerfile.mustache', import.meta.url), 'utf8');

/** A value for every key, none of them empty, so that every section of the template shows. */
const view: DockerfileView = {
  baseImage: 'python:3.13-slim-trixie',
  buildArgs: ['TOKEN'],
  systemBuildPackages: ['gcc'],
  hasSystemBuildPackages: true,
  libraries: ['libpq5'],
  hasLibraries: true,
  preparing: ['gettext'],
  hasPreparing: true,
  compilesMessages: true,
  hasFrontends: true,
  readsPython: true,
  frontends: [
    {
      stage: 'frontend',
      folder: 'ui',
      nodeImages: ['node:24-slim'],
      node: '24',
      manager: 'pnpm',
      managerPackages: ['pnpm@10'],
      installFolder: '.',
      installsFromTree: true,
      byGit: true,
      locked: true,
      berry: true,
      scripts: ['build'],
      commands: ['make'],
      places: ['ui/dist web/client/'],
      variables: ['PUBLIC_PATH=/static/'],
      packages: ['.'],
    },
  ],
  uv: '1.2.3',
  skips: ['https,media'],
  supplied: 'DB_HOST=host',
  usesPostgis: true,
  manager: 'pip',
  manifests: ['requirements.txt'],
  locks: ['uv.lock'],
  hasDeclared: true,
  hasDistributions: true,
  members: ['web'],
  groups: ['server'],
  projectExtras: ['postgres'],
  indexes: ['private=https://packages.example/simple'],
  defaultIndexes: ['https://mirror.example/simple'],
  secrets: ['netrc'],
  sshIds: ['default'],
  upgrades: ['2026-11-22T20:00:00Z'],
  configurations: ['Production'],
  extras: ["'setuptools<81'"],
  importPaths: ['/project/lib'],
  settings: 'blog.settings',
  folder: 'blog',
  workdir: '/project/blog',
  application: 'blog.wsgi:application',
  server: 'gunicorn',
  database: 'sqlite',
  demands: ['SECRET_KEY'],
  command: '["gunicorn", "blog.wsgi:application"]',
};

type Token = [type: string, name: string, from: number, to: number, inner?: Token[]];

/** Names of the tags; the inner `{{.}}` of a list is its own value. */
function tags(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(([type, name, , , inner]) => [
    ...(type === 'text' || type === '!' || name === '.' ? [] : [name]),
    ...(Array.isArray(inner) ? tags(inner) : []),
  ]);
}

it('gives a value to every tag of the template, and has a tag for every value', () => {
  const named = new Set(tags(mustache.parse(template) as Token[]));
  const keys = new Set([...Object.keys(view), ...view.frontends.flatMap((each) => Object.keys(each))]);
  expect([...named].sort()).toEqual([...keys].sort());
});

it('escapes no tag as HTML: all are written with three braces', () => {
  const types = (tokens: readonly Token[]): readonly string[] =>
    tokens.flatMap(([type, , , , inner]) => [type, ...(Array.isArray(inner) ? types(inner) : [])]);
  expect(types(mustache.parse(template) as Token[])).not.toContain('name');
  expect(renderDockerfile(template, view)).toContain("--extra 'setuptools<81'");
});

it('keeps to what engine 20.10 knows', () => {
  const text = renderDockerfile(template, view);
  expect(text).not.toMatch(/^# *syntax *=/im);
  expect(text).not.toMatch(/--link|<<|--mount=[^ ]*\benv=/);
});

it('ends in stages that hold no RUN and copy into / only, whose digests no clock changes', () => {
  const stages = renderDockerfile(template, view).split(/^FROM /m);
  const kept = stages.filter((stage) => stage.startsWith('base AS runtime') || stage.startsWith('runtime\n'));
  expect(kept).toHaveLength(2);
  for (const stage of kept) {
    expect(stage).not.toMatch(/^(RUN|ADD) /m);
    for (const [copy] of stage.matchAll(/^COPY .*$/gm)) expect(copy).toMatch(/^COPY --from=\w+ \/layers\/\w+ \/$/);
  }
});

it('mounts the CA bundle as a secret wherever something is downloaded, and puts it nowhere', () => {
  const text = renderDockerfile(template, view);
  const downloads =
    text.match(/python3 \/build\/(packages|system_packages|node|frontend_install|frontend_build)\.py/g) ?? [];
  expect(text.match(/--mount=type=secret,id=ca,required=false/g)).toHaveLength(downloads.length);
  expect(text).not.toMatch(/ENV .*CERT/);
});

it('tells the overlay of PostGIS, as the last variable of those that may be there', () => {
  expect(renderDockerfile(template, view)).toContain(
    'SIMPLE_DEPLOY_SKIP=https,media \\\n    SIMPLE_DEPLOY_SUPPLIED="DB_HOST=host" \\\n    SIMPLE_DEPLOY_POSTGIS=1\n\n',
  );
  const neither = { ...view, usesPostgis: false, supplied: '' };
  expect(renderDockerfile(template, neither)).toContain('SIMPLE_DEPLOY_SKIP=https,media\n\n');
});
