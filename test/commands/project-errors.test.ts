import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyFixture } from '../support/fixture-copy.ts';
import { newState, readLog, runCli } from '../support/run-cli.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';

/** Nothing answers there. An error about the project comes before one about the engine. */
const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

test.each([
  ['no-manage-py', 'manage.py', 'simple-deploy'],
  ['several-manage-py', 'manage.py', '--manage'],
  ['flask-script-manage-py', 'manage.py', 'Django'],
  ['no-dependencies', 'requirements', ''],
])('%s: explained, exit 1, nothing on stdout, the folder untouched', async (fixture, said, next) => {
  const { root, remove } = copyFixture(fixture);
  try {
    const before = snapshotTree(root);
    for (const verb of ['build', 'push', 'dockerfile']) {
      const { code, stdout, stderr, state } = await runCli([verb, root], { env: noEngine });
      expect({ verb, code, stdout }).toEqual({ verb, code: 1, stdout: '' });
      expect(stderr).toMatch(/^Error: /m);
      expect(stderr).toContain(said);
      expect(stderr).toContain(next);
      expect(stderr).toMatch(/^→ /m);
      expect(stderr).not.toMatch(/\bat .*\.ts:\d+/);
      expect(readLog(state).at(-1)).toMatchObject({ kind: 'end', exit: 1 });
    }
    expect(snapshotTree(root)).toEqual(before);
  } finally {
    remove();
  }
});

test('no engine: where it was looked for, and what to do', async () => {
  const { root, remove } = copyFixture('nested-same-name');
  try {
    for (const args of [['build'], ['push'], ['status'], ['prune']]) {
      const { code, stdout, stderr } = await runCli([...args, root], { env: noEngine });
      expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
      expect(stderr).toContain('/nonexistent/docker.sock');
      expect(stderr).toMatch(/^→ /m);
    }
  } finally {
    remove();
  }
});

test('a configuration that cannot be is named with file, key and nearest key', async () => {
  const { root, remove } = copyFixture('flat');
  try {
    writeFileSync(join(root, 'simple-deploy.toml'), 'databse = "postgres"\n');
    const { code, stdout, stderr } = await runCli(['build'], { cwd: root, env: noEngine });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('simple-deploy.toml sets "databse"');
    expect(stderr).toContain('"database"');
  } finally {
    remove();
  }
});

test('a state folder that cannot be written is no failure of its own', async () => {
  const { root, remove } = copyFixture('no-manage-py');
  const state = join(newState(), 'file');
  writeFileSync(state, '');
  chmodSync(state, 0o444);
  try {
    const { code, stderr } = await runCli(['build', root], { state, env: noEngine });
    expect(code).toBe(1);
    expect(stderr).toContain('manage.py');
  } finally {
    remove();
  }
});

test('an app is asked for from any folder, without a look at what lies there', async () => {
  const { root, remove } = copyFixture('flat');
  try {
    writeFileSync(join(root, 'simple-deploy.toml'), 'app = "blog"\n');
    for (const verb of ['status', 'prune']) {
      const { state } = await runCli([verb, root], { env: noEngine });
      const project = readLog(state).find(({ title }) => title === 'project');
      expect(project?.['detail']).toEqual({ root, config: { file: 'simple-deploy.toml', values: { app: 'blog' } } });
    }
  } finally {
    remove();
  }
});

test('a name that no app can have is refused before anything is looked for', async () => {
  for (const app of ['Bad Name', 'a/b']) {
    const { code, stdout, stderr } = await runCli(['status', '--app', app], { env: noEngine });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`"${app}" cannot be the name of an app`);
  }
});

test('a password in an address of a manifest is pointed out, and does not stand in the log', async () => {
  const { root, remove } = copyFixture('flat');
  try {
    rmSync(join(root, 'requirements.txt'));
    const address = 'https://deploy:hunter2hunter2@git.example/kit.git';
    writeFileSync(join(root, 'Pipfile'), `[packages]\ndjango = "*"\nkit = { git = "${address}" }\n`);
    const { state, stderr } = await runCli(['build', root], { env: noEngine });
    expect(stderr).toContain('Pipfile:3 holds a password');
    expect(stderr + JSON.stringify(readLog(state))).not.toContain('hunter2');
  } finally {
    remove();
  }
});

test('of several manage.py the one is meant in whose folder the command was started', async () => {
  const { root, remove } = copyFixture('several-manage-py');
  try {
    for (const verb of ['build', 'push', 'dockerfile']) {
      const { state } = await runCli([verb], { cwd: join(root, 'shop'), env: noEngine });
      const layout = readLog(state).find(({ title }) => title === 'layout');
      expect(layout).toMatchObject({ detail: { managePy: { value: 'shop/manage.py' } } });
    }
  } finally {
    remove();
  }
});

test('with a base image of the person the first line does not claim the Python that the project asks for', async () => {
  const { root, remove } = copyFixture('flat');
  try {
    const args = ['build', root, '--base-image', 'team/python:1'];
    const { stderr } = await runCli(args, { env: noEngine });
    expect(stderr).toMatch(/^\S+: manage\.py, .*, Python of team\/python:1, /);
  } finally {
    remove();
  }
});

test('values that the configuration gives to variables and build arguments do not stand in the log', async () => {
  const { root, remove } = copyFixture('flat');
  try {
    writeFileSync(
      join(root, 'simple-deploy.toml'),
      'env = { GREETING = "hunter2!" }\nbuild-arg = { MIRROR = "hunter3!" }\n',
    );
    const { state } = await runCli(['build', root], { env: noEngine });
    const log = JSON.stringify(readLog(state));
    expect(log).toContain('GREETING');
    expect(log).not.toMatch(/hunter/);
  } finally {
    remove();
  }
});
