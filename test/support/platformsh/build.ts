import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { write } from './activity.ts';
import { type Application, git, type Section } from './configuration.ts';
import { applicationImage, removeContainer, runIn, sharedCache, startContainer } from './container.ts';
import { type Ground, label } from './ground.ts';
import { buildVariables } from './runtime-variables.ts';
import type { Activity, Environment, Project } from './state.ts';

/** A build hook, or an installation before it, that ended otherwise than well. */
export class BuildFailed extends Error {}

interface Build {
  readonly project: Project;
  readonly environment: Environment;
  readonly commit: string;
  readonly application: Application;
  readonly activity: Activity;
}

/** What a build gave: the volume of the application's folder, and the tree that it is of. */
export interface Built {
  readonly volume: string;
  readonly tree: string;
}

/**
 * Builds an application as the platform does: its folder can be written, there is the network but no service, nothing
 * outside the folder stays. The same tree with the same variables is not built again.
 * @throws BuildFailed
 */
export async function buildApplication(ground: Ground, build: Build): Promise<Built> {
  const { project, environment, commit, application, activity } = build;
  const tree = git(project, 'rev-parse', `${commit}:${application.root}`).trim();
  const env = buildVariables(application, project, environment, tree);
  const slug = createHash('sha256')
    .update(JSON.stringify([tree, env, application.section]))
    .digest('hex')
    .slice(0, 12);
  const volume = `sd-psh-${ground.mark}-build-${project.id}-${slug}`;
  write(
    activity,
    `Building application '${application.name}' (runtime type: ${application.type}, tree: ${tree.slice(0, 7)})`,
  );
  if (await stands(ground, volume)) {
    write(activity, '  Reusing existing build for this tree ID\n');
    return { volume, tree };
  }
  await ground.docker.createVolume({ Name: volume, Labels: { [label]: ground.mark } });
  const container = await startContainer(ground, {
    name: `${volume}-builder`,
    image: await applicationImage(ground),
    env: { ...env, ...caches, ...trust() },
    mounts: [
      { volume, path: '/app' },
      { volume: sharedCache, path: '/cache' },
    ],
  });
  try {
    await work(ground, build, container);
  } catch (error) {
    await removeContainer(ground, container);
    await ground.docker.getVolume(volume).remove();
    throw error;
  }
  await removeContainer(ground, container);
  return { volume, tree };
}

async function stands({ docker }: Ground, volume: string): Promise<boolean> {
  return docker
    .getVolume(volume)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

/** So that packages travel once. */
const caches = { PIP_CACHE_DIR: '/cache/pip', UV_CACHE_DIR: '/cache/uv', POETRY_CACHE_DIR: '/cache/poetry' };

const bundle = '/cache/ca.pem';

/** Behind a company proxy a build trusts what this machine trusts. */
function trust(): Readonly<Record<string, string>> {
  if (caFile() === undefined) return {};
  const names = ['PIP_CERT', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO'];
  return Object.fromEntries(names.map((name) => [name, bundle]));
}

function caFile(): string | undefined {
  const file = process.env['SSL_CERT_FILE'];
  return file !== undefined && existsSync(file) ? file : undefined;
}

async function work(ground: Ground, build: Build, container: string): Promise<void> {
  const { application, activity } = build;
  await mustRun(
    ground,
    container,
    ['sh', '-c', 'mkdir -p /cache/project && chown web:web /app /cache /cache/project'],
    'root',
  );
  const ca = caFile();
  if (ca !== undefined) await putArchive(ground, container, '/cache', tarOfFile(ca));
  await putArchive(ground, container, '/app', tarOfCommit(ground, build));
  write(activity, '  Generating runtime configuration.\n  ');
  const onLine = (line: string, stream: string): void =>
    write(activity, `    ${stream === 'stderr' ? 'W: ' : ''}${line}`);
  await installDependencies(ground, build, container, onLine);
  const hook = ((application.section['hooks'] ?? {}) as Section)['build'];
  if (typeof hook === 'string') {
    write(activity, '  Executing build hook...');
    const code = await runIn(ground, container, ['dash', '-c', hook], { onLine });
    if (code !== 0) throw new BuildFailed(`Step failed with status code ${code}.`);
    write(activity, '  ');
  }
  write(activity, '  Executing pre-flight checks...\n  ');
  const mounts = Object.keys(application.section['mounts'] ?? {});
  for (const path of mounts) await mustRun(ground, container, ['mkdir', '-p', join('/app', path)]);
  write(activity, '  Compressing application.\n  Beaming package to its final destination.\n');
}

async function mustRun(ground: Ground, container: string, command: readonly string[], user = 'web'): Promise<void> {
  const said: string[] = [];
  const code = await runIn(ground, container, command, { user, onLine: (line) => void said.push(line) });
  if (code !== 0) throw new Error(`${command.join(' ')}: ${said.join('\n')}`);
}

/** `dependencies`: programs for the build and afterwards, in a folder of their own that is on the path. */
async function installDependencies(
  ground: Ground,
  { application, activity }: Build,
  container: string,
  onLine: (line: string, stream: string) => void,
): Promise<void> {
  const wanted = (application.section['dependencies'] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
  const python = Object.entries({ ...wanted['python'], ...wanted['python3'] });
  const others = Object.keys(wanted).filter((name) => !name.startsWith('python'));
  if (others.length > 0) throw new BuildFailed(`Dependencies of ${others.join(', ')} are not in this platform.`);
  if (python.length === 0) return;
  const names = python.map(([name, version]) =>
    /^[*]?$/.test(version) ? name : /^\d/.test(version) ? `${name}==${version}` : `${name}${version}`,
  );
  write(activity, `  Installing build dependencies...\n    Installing python3 build dependencies: ${names.join(', ')}`);
  const command = ['python3', '-m', 'pip', 'install', '--quiet', '--user', '--no-warn-script-location', ...names];
  const code = await runIn(ground, container, command, { env: { PYTHONUSERBASE: '/app/.global' }, onLine });
  if (code !== 0) throw new BuildFailed(`Step failed with status code ${code}.`);
  write(activity, '  ');
}

async function putArchive(
  { docker }: Ground,
  container: string,
  path: string,
  archive: NodeJS.ReadableStream,
): Promise<void> {
  await docker.getContainer(container).putArchive(archive, { path });
}

function tarOfFile(file: string): NodeJS.ReadableStream {
  const folder = mkdtempSync(join('/tmp', 'simple-deploy-ca-'));
  execFileSync('cp', [file, join(folder, 'ca.pem')]);
  return tarOf(folder);
}

/** The files of a commit as a checkout has them, export-ignore or not, and of the application's folder only. */
function tarOfCommit({ folder }: Ground, { project, commit, application }: Build): NodeJS.ReadableStream {
  const out = mkdtempSync(join(folder, 'tree-'));
  const index = join(out, '.index');
  const at = ['--git-dir', project.repository, '--work-tree', out];
  const env = { ...process.env, GIT_INDEX_FILE: index };
  execFileSync('git', [...at, 'read-tree', commit], { env });
  execFileSync('git', [...at, 'checkout-index', '-a', '-f'], { env, cwd: out });
  rmSync(index);
  const of = join(out, application.root);
  mkdirSync(of, { recursive: true });
  return tarOf(of, out);
}

function tarOf(folder: string, remove = folder): NodeJS.ReadableStream {
  const child = spawn('tar', ['-c', '--owner=1000', '--group=1000', '-C', folder, '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.on('close', () => rmSync(remove, { recursive: true, force: true }));
  return child.stdout;
}
