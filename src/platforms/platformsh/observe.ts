import { isInHistory, remoteBranch, type Commit } from '../../git/remote-branch.ts';
import { GitFailure } from '../../git/git.ts';
import type { Remote } from '../../values/git-remote.ts';
import { UserError } from '../../problems.ts';
import type { Observed, ObserveDoors } from '../types.ts';
import { listAt, textAt } from './answers.ts';
import { apiUrl, type Read, reader } from './api.ts';
import { type Kind, kindIn } from './kind.ts';
import { type Flavour, reachedBy } from './names.ts';
import { ask, askToken } from './program.ts';
import { type Known, type Project, projectOf, usualBranch } from './project.ts';
import { sshConfig } from './ssh.ts';

/** An organisation that a project may belong to. */
export interface Organization {
  readonly label: string;
  /** Undefined: the API does not tell. */
  readonly kind?: Kind;
}

/** What there is on the platform, and what else a plan needs to know. */
export interface PlatformshNow {
  /** The platform's own program and what it gives; absent: git alone, as the person said. */
  readonly login?: {
    readonly name: string;
    readonly token: string;
    readonly api: string;
    /** Of a repository that is reached by ssh. */
    readonly sshConfig?: string;
  };
  readonly remote?: Remote;
  readonly project?: Project;
  /** Projects that are called so, when no one of them is meant without doubt. */
  readonly namesakes: readonly Known[];
  /** The newest commits of the branch, the newest first; undefined when it was not looked at. */
  readonly commits?: readonly Commit[];
  /** The newest commit is part of what is checked out here. */
  readonly isOurs: boolean;
  /** Organisations and regions for a new project, by name. */
  readonly orgs: Readonly<Record<string, Organization>>;
  readonly regions: Readonly<Record<string, string>>;
  readonly terminal: boolean;
}

/** Looks at the project. Throws what the program's absence and errors are called, and `branch-unreadable`. */
export async function observe(doors: ObserveDoors, target: Observed, flavour: Flavour): Promise<PlatformshNow> {
  const [url] = target.destinations ?? [];
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  const nothing = { namesakes: [], isOurs: false, orgs: {}, regions: {}, terminal };
  if (url !== undefined) {
    refusePassword(url);
    const remote = { url };
    return {
      ...nothing,
      remote,
      ...(await history(doors, remote, target.environment ?? usualBranch, target, flavour)),
    };
  }
  const { name, token } = await askToken(doors, flavour);
  const reached = reachedBy(flavour, name);
  const api = apiUrl(reached, doors.env);
  const read = reader(doors, reached, token);
  const found = await findProject(doors, read, target, { flavour, name });
  if (!looksAtCode(target)) return { ...nothing, login: { name, token, api }, ...found };
  const config = await sshConfig(doors, flavour, name);
  const ssh = config === undefined ? {} : { sshConfig: config };
  const login = { name, token, api, ...ssh };
  if (!('project' in found)) return { ...nothing, login, ...found };
  const { project } = found;
  if (project.codeFrom !== undefined) return { ...nothing, login, project };
  const remote = { url: project.gitUrl, ...ssh };
  return { ...nothing, login, project, remote, ...(await history(doors, remote, project.branch, target, flavour)) };
}

/** Programs are given the address as an argument, which every user of the machine can see. Throws `choice-impossible`. */
function refusePassword(url: string): void {
  const [, before, password, rest] = /^(\w+:\/\/[^:@/]*):([^@/]+)(@.*)$/.exec(url) ?? [];
  if (password === undefined) return;
  const what = `The address ${before}:…${rest} holds a password, and every user of this machine can see what git is started with.`;
  const next = ["Leave it out of the address, and give it to git's credential helper", 'Or use an address for ssh'];
  throw new UserError({ code: 'choice-impossible', what, next });
}

/** So far back a rollback looks for another tree. */
const farthest = 50;

/** The other verbs have no use for commits, and reading them takes a connection. */
function looksAtCode({ verb }: Observed): boolean {
  return verb === undefined || verb === 'push' || verb === 'rollback' || verb === 'status';
}

async function history(
  doors: ObserveDoors,
  remote: Remote,
  branch: string,
  { root, verb, destinations }: Observed,
  { label, programs: [program] }: Flavour,
): Promise<Pick<PlatformshNow, 'commits' | 'isOurs'>> {
  try {
    const commits = await remoteBranch(remote, branch, verb === 'rollback' ? farthest : 1, doors);
    const [newest] = commits;
    const isOurs = newest !== undefined && root !== undefined && (await isInHistory(root, newest.id, doors));
    return { commits, isOurs };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const byGit = (destinations ?? []).length > 0;
    const next = [
      byGit
        ? "git goes by your own keys here: the public one has to be in your account there (the console's account settings)"
        : `${program} ssh-cert:load, then the same command again`,
      `Or look yourself: git ls-remote ${remote.url}`,
    ];
    throw new UserError({ code: 'branch-unreadable', label, branch, log: error.lines, next }, { cause: error });
  }
}

type Found = { readonly project: Project } | Pick<PlatformshNow, 'namesakes' | 'orgs' | 'regions'>;

/** By id, or by title. */
async function findProject(
  doors: ObserveDoors,
  read: Read,
  target: Observed,
  { flavour, name }: { readonly flavour: Flavour; readonly name: string },
): Promise<Found> {
  const { app } = target;
  const direct = /^[a-z0-9]{8,20}$/.test(app) ? await read(`/projects/${app}`) : undefined;
  if (direct !== undefined) return { project: await projectOf(read, direct, target) };
  const list = await ask(
    doors,
    flavour,
    name,
    'project:list',
    '--format',
    'tsv',
    '--columns',
    'id,title',
    '--no-header',
    '--count',
    '0',
  );
  const all = list.split(/\r?\n/).flatMap((line) => {
    const [id = '', title = ''] = line.split('\t');
    return id.trim() === '' ? [] : [{ id: id.trim(), title: title.trim() }];
  });
  const called = all.filter(({ id, title }) => id === app || title === app);
  const [only, ...more] = called;
  if (only !== undefined && more.length === 0) {
    const project = await read(`/projects/${only.id}`);
    if (project !== undefined) return { project: await projectOf(read, project, target) };
  }
  if (more.length > 0 || target.verb !== 'push') return { namesakes: called, orgs: {}, regions: {} };
  return { namesakes: [], ...(await placesForNew(read)) };
}

async function placesForNew(read: Read): Promise<Pick<PlatformshNow, 'orgs' | 'regions'>> {
  const me = textAt(await read('/users/me'), 'id');
  const [orgs, regions] = await Promise.all([
    read(`/users/${me}/organizations`).catch(orNothing),
    read('/regions').catch(orNothing),
  ]);
  const named = <T>(items: readonly unknown[], key: string, make: (item: unknown) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(items.map((each) => [textAt(each, key), make(each)] as const).filter(([id]) => id !== ''));
  const labelOf = (item: unknown): string => textAt(item, 'label');
  const organizationOf = (item: unknown): Organization => {
    const kind = kindIn(item);
    return { label: labelOf(item), ...(kind && { kind }) };
  };
  return {
    orgs: named(listAt(orgs, 'items'), 'name', organizationOf),
    regions: named(listAt(regions, 'regions'), 'id', labelOf),
  };
}

/** What only helps a person to choose. */
function orNothing(error: unknown): undefined {
  if (error instanceof UserError) return undefined;
  throw error;
}
