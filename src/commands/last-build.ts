import type { BuiltImage } from '../values/image.ts';
import { type BuildChoices } from './build-choices.ts';
import { projectChoices } from '../values/project-choices.ts';
import { withoutUndefined } from './option-values.ts';

type Image = Pick<BuiltImage, 'labels'>;

/** Options as the label keeps them: of arguments, secrets and keys only what they are called. */
interface Kept extends Omit<BuildChoices, 'buildArgs'> {
  readonly buildArgs?: readonly string[];
}

/**
 * The choices of the last build of this folder, from the label of its image; but for the os/arch, which is what the platform
 * of that push needed, and the one of the next says itself. What was lent to it keeps its name, which is
 * part of the plan; see src/commands/lent-to-build.ts.
 */
export function choicesOfLastBuild(images: readonly Image[], env: NodeJS.ProcessEnv = {}): BuildChoices {
  const kept = keptOf(images);
  const { tags, nodeImage, baseImage, caBundle, aptPackages, withoutAptPackages, buildSecrets, ssh } = kept;
  return withoutUndefined<BuildChoices>({
    ...projectChoices(kept),
    tags,
    nodeImage,
    baseImage,
    caBundle,
    aptPackages,
    withoutAptPackages,
    upgrade: lastUpgrade(images),
    buildSecrets: buildSecrets?.map(({ id, env: name }) =>
      name && env[name] !== undefined ? { id, env: name } : { id },
    ),
    ssh: ssh?.map((id) => (env['SSH_AUTH_SOCK'] ? id : `${id}=`)),
  });
}

/** Time of the latest `--upgrade` of this folder: builds without the flag keep what it resolved. */
export function lastUpgrade(images: readonly Image[]): string | undefined {
  return images
    .flatMap((image) => keptOf([image]).upgrade ?? [])
    .toSorted()
    .at(-1);
}

/** What the last build was given and what is not known any more, as options to type; none of those that are given now. */
export function forgotten(images: readonly Image[], chosen: BuildChoices): readonly string[] {
  const { buildArgs = [] } = keptOf(images);
  return [
    ...buildArgs.filter((name) => chosen.buildArgs?.[name] === undefined).map((name) => `--build-arg ${name}`),
    ...(chosen.buildSecrets ?? [])
      .filter(({ file, env }) => file === undefined && env === undefined)
      .map(({ id }) => `--build-secret id=${id}`),
    ...(chosen.ssh ?? []).filter((text) => text.endsWith('=')).map((text) => `--ssh ${text.slice(0, -1)}`),
  ];
}

function keptOf([newest]: readonly Image[]): Kept {
  return JSON.parse(newest?.labels['simple-deploy.options'] ?? '{}') as Kept;
}

/** The choices as they are typed: "--database postgres --base-image X". */
export function describeChoices(choices: BuildChoices): string {
  const { manage, settings, python, database, server, dependencies, baseImage, tags = [], upgrade } = choices;
  const {
    aptPackages = [],
    withoutAptPackages = [],
    buildSecrets = [],
    ssh = [],
    installGuessed,
    skip = [],
    processes = {},
    release = [],
    migrate,
  } = choices;
  const { frontend = [], frontendCommand, nodeImage } = choices;
  const named: readonly (readonly [string, string | undefined])[] = [
    ['--manage', manage],
    ['--settings', settings],
    ['--python', python],
    ['--database', database],
    ['--server', server],
    ['--dependencies', dependencies],
    ...groupOptions(choices),
    ...frontend.map((folder) => ['--frontend', folder] as const),
    ['--frontend-command', frontendCommand && quotedLine(frontendCommand)],
    ['--node-image', nodeImage],
    ['--base-image', baseImage],
    ['--tag', tags.join(', ') || undefined],
    ...buildSecrets.flatMap(({ id, env }) => (env ? [['--build-secret', `id=${id},env=${env}`] as const] : [])),
    ...ssh.filter((text) => !text.endsWith('=')).map((id) => ['--ssh', id] as const),
    ...aptPackages.map((name) => ['--apt-package', name] as const),
    ...withoutAptPackages.map((name) => ['--without-apt-package', name] as const),
    ...skip.map((name) => ['--skip', name] as const),
    ...Object.entries(processes).map(([name, line]) => ['--process', `${name}=${quotedLine(line)}`] as const),
    ...release.map((line) => ['--release', quotedLine(line)] as const),
    ['--no-migrate', migrate === false ? '' : undefined],
    ['--install-guessed', installGuessed ? '' : undefined],
    ['--upgrade', upgrade && `of ${upgrade}`],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`.trim()])).join(' ');
}

function groupOptions({ groups = [], extras = [], withoutGroups = [] }: BuildChoices) {
  return [
    ...groups.map((name) => ['--group', name] as const),
    ...extras.map((name) => ['--extra', name] as const),
    ...withoutGroups.map((name) => ['--without-group', name] as const),
  ];
}

function quotedLine(line: string): string {
  return /^[\w./:=-]*$/.test(line) ? line : JSON.stringify(line);
}
