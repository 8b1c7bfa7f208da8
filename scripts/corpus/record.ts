/** What a person found in a project by reading it. A fact that is absent was not looked at and is not compared. */
export interface RecordedProject {
  /** `owner/name`: the project lies in that folder. */
  readonly repo: string;
  /** Folder of the repository in which a user would start the command; default: its top. */
  readonly project_root?: string;
  /** Path below the repository; null: there is none that could be deployed, and the tool has to say so. */
  readonly manage_py?: string | null;
  /** What manage.py names. A text that is no module name is not compared. */
  readonly settings_module?: string | null;
  /** What the image is to use, where that is another one. */
  readonly production_settings_module?: string;
  /** Class of django-configurations that the image is to use. */
  readonly configuration?: string;
  /** `package.wsgi:application` */
  readonly application?: string;
  readonly manager?: string;
  /** Manifests of the project, of which the one that is installed must be one; empty: there are none. */
  readonly requirements?: readonly string[];
  /** A version, or a range that the version must lie in; what stands in brackets is where it was read. */
  readonly python?: string | null;
  readonly asgi?: boolean;
  /** Variables without which the settings do not load. */
  readonly env_required?: readonly string[];
  /** Code of the problem with which it is right to stop, since the project as it lies cannot be deployed. */
  readonly stops?: string;
}

/** Names of the facts that are compared. */
export const factNames = [
  'manage_py',
  'settings_module',
  'production_settings_module',
  'configuration',
  'application',
  'manager',
  'requirements',
  'python',
  'asgi',
  'env_required',
] as const;
export type FactName = (typeof factNames)[number];

/** A record that can be read but is not one. */
export class RecordError extends Error {}

interface Raw extends RecordedProject {
  readonly deps?: readonly string[];
  readonly needs?: { readonly asgi?: boolean; readonly env_required?: readonly string[] };
}

/**
 * The projects of a record: a list of them, or an object whose `projects` is one. `deps` is another name for
 * `requirements`; `asgi` and `env_required` may stand in `needs`; other fields are for people.
 * @throws RecordError when the text is no such record
 */
export function readRecord(text: string): RecordedProject[] {
  const parsed = parse(text) as { readonly projects?: unknown };
  const list: unknown = Array.isArray(parsed) ? parsed : parsed.projects;
  if (!Array.isArray(list)) throw new RecordError('a record is a list of projects, or an object with `projects`');
  return list.map((each: Raw, index) => {
    if (typeof each.repo !== 'string') throw new RecordError(`project ${index + 1} has no \`repo\``);
    const { deps, needs } = each;
    const merged = {
      ...(deps === undefined ? {} : { requirements: deps }),
      ...(needs?.asgi === undefined ? {} : { asgi: needs.asgi }),
      ...(needs?.env_required === undefined ? {} : { env_required: needs.env_required }),
      ...each,
    };
    const kept = ['repo', 'project_root', 'stops', ...factNames].filter((name) => name in merged);
    return Object.fromEntries(kept.map((name) => [name, merged[name as FactName]])) as unknown as RecordedProject;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordError(`no JSON: ${(error as Error).message}`);
  }
}

/**
 * Where a user would start: the recorded folder; when several projects of the record lie in it, the folder of each
 * one's manage.py.
 */
export function startOf(project: RecordedProject, all: readonly RecordedProject[]): string {
  const { repo, project_root: root = '.', manage_py: managePy } = project;
  const inRoot = all.filter((other) => other.repo === repo && (other.project_root ?? '.') === root);
  if (inRoot.length < 2 || typeof managePy !== 'string') return root;
  return managePy.split('/').slice(0, -1).join('/') || '.';
}
