import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { verbs } from '../src/commands/catalogue.ts';
import { newState, readLog, runCli } from './support/run-cli.ts';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

test.each(['--version', '-V'])('%s prints the version', async (flag) => {
  expect(await runCli([flag])).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
});

test('--help lists every verb on stdout', async () => {
  const { code, stdout, stderr } = await runCli(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const { name } of verbs) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
});

test.each(verbs.map(({ name }) => name))('%s --help lists its options', async (name) => {
  const { code, stdout, stderr } = await runCli([name, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const { flags } of verbs.find((verb) => verb.name === name)?.options ?? []) expect(stdout).toContain(flags);
});

describe('usage errors end with 2, say the nearest name, and print nothing on stdout', () => {
  test.each([
    [['build', '--databse', 'none'], "unknown option '--databse'", '--database'],
    [['biuld'], "unknown command 'biuld'", 'build'],
    [['build', '--database', 'postgresql'], '--database cannot be "postgresql"', 'postgres, mysql'],
    [['build', '--settings', 'blog/settings.py'], '--settings cannot be "blog/settings.py"', '"blog.settings"'],
    [['build', '--settings', 'a; id'], '--settings cannot be', 'such as mysite.settings'],
    [['build', '--tag', 'Not Valid'], '--tag cannot be "Not Valid"', 'such as team/blog:1.0'],
    [['build', '--base-image', 'python\nRUN id'], '--base-image cannot be', 'the name of an image'],
    [['push', '--image', 'Not Valid'], '--image cannot be', 'the name of an image'],
    [
      ['push', '--image', 'blog:1', '--process', 'worker=celery -A shop worker', '--no-migrate'],
      '--process, --no-migrate would have no effect',
      'simple-deploy build --process … --no-migrate …',
    ],
    [['build', '--platform', 'windows/amd64'], '--platform cannot be', 'linux/amd64'],
    [['build', '--build-arg', 'no-value'], '--build-arg cannot be "no-value"', 'NAME=value'],
    [
      ['build', '--build-arg', 'API_TOKEN=x'],
      'API_TOKEN looks like a secret',
      '--build-secret id=API_TOKEN,env=API_TOKEN',
    ],
    [['build', '--build-secret', '/home/me/.netrc'], '--build-secret cannot be', 'id=ID,src=FILE'],
    [['run'], 'no command to run', 'simple-deploy run -- python'],
    [['build', '--', 'x'], 'takes no command after --', ''],
    [['build', 'one', 'two'], 'too many arguments', ''],
    [[], 'Usage:', 'build'],
  ])('%j', async (args, said, hint) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).toContain(hint);
  });
});

test('a folder that is not there is an error with 1 and a log', async () => {
  const { code, stdout, stderr, state } = await runCli(['build', '/nonexistent/project']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('/nonexistent/project');
  expect(stderr).toContain(state);
  const log = readLog(state);
  expect(log[0]).toMatchObject({ kind: 'start', title: 'build', detail: { version: manifest.version } });
  // The engine, asked meanwhile, may answer after it.
  const failures = log.filter(({ kind }) => kind === 'failure');
  expect(failures).toMatchObject([{ title: 'project-folder-missing' }]);
  expect(log.at(-1)).toMatchObject({ kind: 'end', exit: 1 });
});

/** Makes one of our own files fail in a way that nobody foresaw. */
const BREAK_BUILD = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const source = "throw new Error('boom\\\\nwith hunter2!')";
  registerHooks({
    load: (url, context, next) =>
      url.endsWith('/commands/build.ts') ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
`)}`;

test('a bug of ours ends with 70, one line, the log and how to report it', async () => {
  const nodeArguments = ['--import', BREAK_BUILD];
  const { code, stdout, stderr, state } = await runCli(['build'], { nodeArguments, env: { API_TOKEN: 'hunter2!' } });
  expect({ code, stdout }).toEqual({ code: 70, stdout: '' });
  expect(stderr).toContain('Error: something in simple-deploy itself went wrong: boom\n');
  expect(stderr).toContain(`Log of this run: ${state}`);
  expect(stderr).toContain('report');
  expect(stderr).not.toContain('    at ');
  const failure = readLog(state).find(({ kind }) => kind === 'failure');
  expect(failure).toMatchObject({ kind: 'failure', title: 'unexpected' });
  expect(JSON.stringify(failure)).toContain('build.ts');
  expect(JSON.stringify(failure)).not.toContain('hunter2!');
});

test('a closed pipe is no error', async () => {
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, [cli, 'push', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const stderr = (await child.stderr.setEncoding('utf8').toArray()).join('');
  const code = child.exitCode ?? (await new Promise((resolve) => child.on('close', resolve)));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const PROJECT = fileURLToPath(new URL('../fixtures/flat', import.meta.url));

/** Runs it in a shell, as what stands around it there: pipes, and files that cannot be written. */
async function inShell(line: string): Promise<{ status: number | null; stderr: string }> {
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const script = `set -o pipefail; sd() { "$0" '${cli}' "$@"; }; ${line}`;
  const child = spawn('bash', ['-c', script, process.execPath], {
    env: { ...process.env, PROJECT, XDG_STATE_HOME: newState(), DOCKER_HOST: 'unix:///nonexistent.sock' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stderr = (await child.stderr.setEncoding('utf8').toArray()).join('');
  const status = child.exitCode ?? (await new Promise<number | null>((resolve) => child.on('close', resolve)));
  return { status, stderr };
}

test.each(['dockerfile', 'context', 'inspect'])('%s into a pipe that is closed ends quietly', async (verb) => {
  expect(await inShell(`sd ${verb} "$PROJECT" | exec head -c 0`)).toEqual({ status: 0, stderr: '' });
});

test('talk that nobody hears stops nothing: the failure keeps its exit code', async () => {
  expect(await inShell('sd build "$PROJECT" 2>&1 >/dev/null | exec head -c 0')).toMatchObject({ status: 1 });
});

test.each(['dockerfile', 'context'])('%s onto a full disk is a failure with words', async (verb) => {
  const { status, stderr } = await inShell(`sd ${verb} "$PROJECT" > /dev/full`);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Error: what goes to stdout cannot be written: ENOSPC.*\n$/);
});

/** Prints on stderr what was imported when the process ends. */
const TELL_IMPORTS = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const seen = [];
  registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) });
  process.on('exit', () => console.error('IMPORTED ' + seen.join(' ')));
`)}`;

test.each([[['--version']], [['--help']], [['push', '--help']]])('%j loads nothing heavy', async (args) => {
  const { stderr } = await runCli(args, { nodeArguments: ['--import', TELL_IMPORTS] });
  expect(stderr).toContain('/src/cli.ts');
  expect(stderr).not.toMatch(/dockerode|execa|grpc|protobufjs|log-update|@lezer/);
});
