import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import type { Project } from './state.ts';

/** Raw sections, as the files have them. */
export type Section = Readonly<Record<string, unknown>>;

/** What the application wants of a service. */
export interface Relationship {
  readonly name: string;
  readonly service: string;
  readonly endpoint: string;
}

export interface Application {
  readonly name: string;
  readonly type: string;
  /** Folder of the application below the repository's root; "" is the root itself. */
  readonly root: string;
  readonly section: Section;
  readonly relationships: readonly Relationship[];
}

/** What a commit asks for, whichever flavour its files have. */
export interface Configuration {
  readonly applications: readonly Application[];
  readonly services: Readonly<Record<string, Section>>;
  readonly routes: Readonly<Record<string, Section>>;
}

/** A part of a configuration that the platform does not take; the push is refused. */
export class InvalidConfiguration extends Error {}

/** Reads files of a commit; `environment` has the objects of a push that is not accepted yet. */
export interface Tree {
  readonly repository: string;
  readonly commit: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function git({ repository, environment }: Omit<Tree, 'commit'>, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', repository, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
}

/**
 * The configuration of a commit.
 * @throws InvalidConfiguration when there is none, or one that does not fit together
 */
export function readConfiguration(tree: Tree, kind: Project['kind']): Configuration {
  const files = git(tree, 'ls-tree', '-r', '--name-only', '-z', tree.commit).split('\0').filter(Boolean);
  const read = (path: string): Section => {
    const found: unknown = parse(git(tree, 'show', `${tree.commit}:${path}`));
    if (typeof found !== 'object' || found === null) throw new InvalidConfiguration(`${path} holds no mapping.`);
    return found as Section;
  };
  const found = kind === 'flexible' ? flexible(files, read) : fixed(files, read);
  if (found.applications.length === 0)
    throw new InvalidConfiguration('Found no application configuration. Please add one to your project.');
  fitsTogether(found);
  return found;
}

type Read = (path: string) => Section;

function flexible(files: readonly string[], read: Read): Configuration {
  const merged = { applications: {}, services: {}, routes: {} } as Record<string, Record<string, Section>>;
  for (const path of files.filter((each) => /^\.upsun\/[^/]+\.ya?ml$/.test(each)))
    for (const [key, value] of Object.entries(read(path))) Object.assign(merged[key] ?? {}, value);
  const { applications = {}, services = {}, routes = {} } = merged;
  return {
    applications: Object.entries(applications).map(([name, section]) =>
      application(name, section, rootOf(section) ?? ''),
    ),
    services,
    routes,
  };
}

function fixed(files: readonly string[], read: Read): Configuration {
  const applications = files
    .filter((path) => /(?:^|\/)\.platform\.app\.yaml$/.test(path))
    .map((path) => {
      const section = read(path);
      const folder = path.replace(/\/?\.platform\.app\.yaml$/, '');
      return application(String(section['name']), section, rootOf(section) ?? folder);
    });
  const optional = (path: string): Readonly<Record<string, Section>> =>
    files.includes(path) ? (read(path) as Readonly<Record<string, Section>>) : {};
  return { applications, services: optional('.platform/services.yaml'), routes: optional('.platform/routes.yaml') };
}

function rootOf(section: Section): string | undefined {
  const root = (section['source'] as Section | undefined)?.['root'];
  return typeof root === 'string' ? root.replaceAll(/^\/+|\/+$/g, '') : undefined;
}

function application(name: string, section: Section, root: string): Application {
  const wanted = (section['relationships'] ?? {}) as Readonly<Record<string, unknown>>;
  const relationships = Object.entries(wanted).map(([key, value]): Relationship => {
    if (typeof value === 'string') {
      const [service = key, endpoint = ''] = value.split(':');
      return { name: key, service, endpoint };
    }
    const { service = key, endpoint = '' } = (value ?? {}) as { service?: string; endpoint?: string };
    return { name: key, service, endpoint };
  });
  return { name, type: String(section['type']), root, section, relationships };
}

/** What a schema cannot see: that names stand for something. */
function fitsTogether({ applications, services, routes }: Configuration): void {
  const names = applications.map(({ name }) => name);
  for (const { name, type, relationships } of applications) {
    if (!/^python:3\.\d+$/.test(type)) throw new InvalidConfiguration(`Application ${name} has the type ${type}.`);
    for (const { service } of relationships)
      if (services[service] === undefined && !names.includes(service))
        throw new InvalidConfiguration(`Application ${name} refers to the service ${service}, which does not exist.`);
  }
  for (const [url, route] of Object.entries(routes)) {
    const upstream = typeof route['upstream'] === 'string' ? route['upstream'].split(':')[0] : undefined;
    if (upstream !== undefined && !names.includes(upstream))
      throw new InvalidConfiguration(`Route ${url} refers to ${upstream}, which does not exist.`);
  }
}
