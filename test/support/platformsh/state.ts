import { randomBytes } from 'node:crypto';

/** A variable, of a project or of an environment. */
export interface Variable {
  readonly name: string;
  value: string;
  is_json: boolean;
  is_sensitive: boolean;
  visible_build: boolean;
  visible_runtime: boolean;
  is_enabled: boolean;
  is_inheritable: boolean;
  application_scope: readonly string[];
  readonly created_at: string;
  updated_at: string;
}

/** Something that the platform did, with what it wrote meanwhile. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly environments: readonly string[];
  readonly text: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  state: 'in_progress' | 'complete' | 'cancelled';
  result: 'success' | 'failure' | null;
  completed_at: string | null;
  readonly lines: string[];
  /** Is called with each new line, and once without one at the end. */
  readonly listeners: Set<(line?: string) => void>;
}

/** An application, worker or service that runs, as `deployments/current` shows it. */
export interface Running {
  readonly name: string;
  readonly type: string;
  readonly container: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  /** What it was made of, as far as it was built here. */
  readonly build?: string;
}

/** What an environment runs. */
export interface Deployment {
  readonly commit: string;
  readonly apps: readonly Running[];
  readonly workers: readonly Running[];
  readonly services: readonly Running[];
  /** By address; `upstream` is the name of an application. */
  readonly routes: Readonly<Record<string, Route>>;
}

export interface Route {
  readonly type: 'upstream' | 'redirect';
  readonly original_url: string;
  readonly primary: boolean;
  readonly upstream?: string;
  readonly to?: string;
}

/** A branch that was pushed, or that the project began with. */
export interface Environment {
  readonly id: string;
  readonly machineName: string;
  status: 'inactive' | 'active' | 'paused' | 'deleting';
  type: 'production' | 'staging' | 'development';
  parent: string | null;
  readonly variables: Map<string, Variable>;
  deployment?: Deployment;
}

export interface Project {
  readonly id: string;
  readonly title: string;
  readonly region: string;
  readonly organization: string;
  readonly subscription: string;
  readonly defaultBranch: string;
  readonly repository: string;
  readonly entropy: string;
  /** Of it follows which files configure it. */
  kind: 'flexible' | 'fixed';
  /** By which it takes its code from elsewhere, or tells others of it. */
  readonly integrations: { readonly id: string; readonly type: string }[];
  readonly environments: Map<string, Environment>;
  readonly variables: Map<string, Variable>;
  /** The newest last. */
  readonly activities: Activity[];
}

/** A project that was ordered; it has the project once it is provisioned. */
export interface Subscription {
  readonly id: string;
  readonly region: string;
  readonly title: string;
  readonly plan: string;
  asked: number;
  project?: Project;
}

/** All that the platform keeps. */
export interface PlatformState {
  readonly projects: Map<string, Project>;
  readonly subscriptions: Map<string, Subscription>;
}

/** The user's only organization, and where its projects can be. */
export const organizationId = '01HORGANIZATION00000000000';
export const regions = ['eu-5.platform.sh', 'us-4.platform.sh'];

export const newState = (): PlatformState => ({ projects: new Map(), subscriptions: new Map() });

/** Ids of projects and activities are lower case letters and digits. */
export function newId(length = 13): string {
  return [...randomBytes(length)].map((byte) => 'abcdefghijkmnopqrstuvwxyz234567'[byte % 31]).join('');
}

export const now = (): string => new Date().toISOString();

/** A new environment of a project, inactive and without anything. */
export function newEnvironment(project: Project, id: string): Environment {
  const isMain = id === project.defaultBranch;
  const slug = id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const made: Environment = {
    id,
    machineName: `${slug}-${newId(7)}`,
    status: 'inactive',
    type: isMain ? 'production' : 'development',
    parent: isMain ? null : project.defaultBranch,
    variables: new Map(),
  };
  project.environments.set(id, made);
  return made;
}

/** Variables that an environment sees: its own, and those of its parents that are inheritable, over the project's. */
export function visibleVariables(project: Project, environment: Environment): readonly Variable[] {
  const seen = new Map(project.variables);
  const chain = [environment];
  for (let parent = environment.parent; parent !== null; parent = chain[0]?.parent ?? null) {
    const found = project.environments.get(parent);
    if (found === undefined) break;
    chain.unshift(found);
  }
  for (const each of chain)
    for (const [name, variable] of each.variables)
      if (variable.is_enabled && (each === environment || variable.is_inheritable)) seen.set(name, variable);
  return [...seen.values()];
}
