import type { Application, Section } from './configuration.ts';
import { type Environment, type Project, visibleVariables } from './state.ts';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** Variables that the user gave, for a build or for what runs: `env:NAME` becomes NAME, others stand in PLATFORM_VARIABLES. */
function given(
  { section }: Pick<Application, 'section'>,
  project: Project,
  environment: Environment,
  when: 'visible_build' | 'visible_runtime',
): Readonly<Record<string, string>> {
  const variables = (section['variables'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const all = new Map<string, string>();
  for (const [group, values] of Object.entries(variables))
    for (const [name, value] of Object.entries(values)) all.set(`${group}:${name}`, String(value));
  for (const each of visibleVariables(project, environment)) if (each[when]) all.set(each.name, each.value);
  const env = [...all].flatMap(([name, value]) => (name.startsWith('env:') ? [[name.slice(4), value]] : []));
  const others = [...all].filter(([name]) => !name.startsWith('env:'));
  return {
    ...(Object.fromEntries(env) as Record<string, string>),
    PLATFORM_VARIABLES: encoded(Object.fromEntries(others)),
  };
}

function always(application: Application, project: Project, tree: string): Readonly<Record<string, string>> {
  return {
    HOME: '/app',
    PATH: '/app/.global/bin:/app/.local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    PLATFORM_APP_DIR: '/app',
    PLATFORM_APPLICATION: encoded(application.section),
    PLATFORM_APPLICATION_NAME: application.name,
    PLATFORM_PROJECT: project.id,
    PLATFORM_PROJECT_ENTROPY: project.entropy,
    PLATFORM_TREE_ID: tree,
  };
}

/** What a build hook sees: nothing of an environment, and no relationship. */
export function buildVariables(
  application: Application,
  project: Project,
  environment: Environment,
  tree: string,
): Readonly<Record<string, string>> {
  return {
    ...always(application, project, tree),
    PLATFORM_CACHE_DIR: '/cache/project',
    PLATFORM_SOURCE_DIR: '/app',
    ...given(application, project, environment, 'visible_build'),
  };
}

/** One endpoint of a service, as PLATFORM_RELATIONSHIPS tells it. */
export interface Endpoint {
  readonly scheme: string;
  readonly port: number;
  readonly path: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly rel: string;
  readonly type: string;
  readonly service: string;
}

interface Runtime {
  readonly application: Application;
  readonly project: Project;
  readonly environment: Environment;
  readonly tree: string;
  readonly routes: Section;
  /** By the relationship's name. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

/** What the application sees where it runs. */
export function runtimeVariables(runtime: Runtime): Readonly<Record<string, string>> {
  const { application, project, environment, tree, routes, endpoints } = runtime;
  const told = Object.entries(endpoints).map(([name, endpoint]) => [
    name,
    [
      {
        ...endpoint,
        host: `${name}.internal`,
        hostname: `${name}.internal`,
        ip: '',
        query: {},
        fragment: null,
        public: false,
      },
    ],
  ]);
  const single = Object.entries(endpoints).flatMap(
    ([name, { scheme, port, path, username, password, type, rel, service }]) => {
      const values = { host: `${name}.internal`, scheme, port, path, username, password, type, rel, service };
      return Object.entries(values).map(([key, value]) => [
        `${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_${key.toUpperCase()}`,
        String(value ?? ''),
      ]);
    },
  );
  return {
    ...(Object.fromEntries(single) as Record<string, string>),
    ...always(application, project, tree),
    PLATFORM_BRANCH: environment.id,
    PLATFORM_ENVIRONMENT: environment.machineName,
    PLATFORM_ENVIRONMENT_TYPE: environment.type,
    PLATFORM_RELATIONSHIPS: encoded(Object.fromEntries(told)),
    PLATFORM_ROUTES: encoded(routes),
    PLATFORM_SMTP_HOST: '',
    ...given(application, project, environment, 'visible_runtime'),
  };
}
