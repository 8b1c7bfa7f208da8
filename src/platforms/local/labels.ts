import type { ContainerState } from '../../values/container.ts';
import type { Database } from '../../values/database.ts';

export type Role =
  | 'web'
  | 'release'
  | 'proof'
  | 'copy'
  | 'run'
  | 'lock'
  | 'database'
  | 'redis'
  | 'process'
  | 'data'
  | 'rehearsal'
  | 'network';

/** Keys of the labels that hold the state of an app; containers inherit those of their image beside them. */
export const keys = {
  app: 'simple-deploy.app',
  role: 'simple-deploy.app.role',
  spec: 'simple-deploy.app.spec',
  variables: 'simple-deploy.app.variables',
  hosts: 'simple-deploy.app.hosts',
  database: 'simple-deploy.app.database',
  before: 'simple-deploy.app.before',
  holder: 'simple-deploy.app.holder',
  secret: 'simple-deploy.app.secret',
  image: 'simple-deploy.app.image',
  folder: 'simple-deploy.app.folder',
  process: 'simple-deploy.app.process',
} as const;

/** The labels that everything of an app carries. */
export function ownLabels(app: string, role: Role): Readonly<Record<string, string>> {
  return { [keys.app]: app, [keys.role]: role };
}

/** The image that ran before the current one. */
export interface Before {
  readonly reference: string;
  readonly id: string;
}

/** What a release's labels say. */
export interface Kept {
  /** Names of the user's variables. */
  readonly variables: readonly string[];
  readonly hosts: readonly string[];
  readonly database: Database;
  readonly before?: Before;
}

/** Reads the labels of a release. */
export function keptIn({ labels }: Pick<ContainerState, 'labels'>): Kept {
  const before = parse<Before | undefined>(labels[keys.before], undefined);
  return {
    variables: parse<readonly string[]>(labels[keys.variables], []),
    hosts: parse<readonly string[]>(labels[keys.hosts], []),
    database: (labels[keys.database] ?? 'none') as Database,
    ...(before && { before }),
  };
}

/** The image of a release as people know it. */
export function imageNameOf({ labels, image }: Pick<ContainerState, 'labels' | 'image'>): string {
  return labels[keys.image] ?? image;
}

function parse<T>(text: string | undefined, otherwise: T): T {
  if (text === undefined) return otherwise;
  try {
    return JSON.parse(text) as T;
  } catch {
    return otherwise;
  }
}
