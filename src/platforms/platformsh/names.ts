/** How the platform is configured, and what it is called by it. */
export interface Flavour {
  /** As `--to` takes it. */
  readonly name: 'platformsh' | 'upsun';
  /** As people call it. */
  readonly label: string;
  /** Kind of the projects that it is for. */
  readonly kind: 'fixed' | 'flexible';
  /** The file that configures the app. */
  readonly configuredBy: string;
  /** What its program calls itself; the other one's program reaches the same API. */
  readonly programs: readonly [string, string];
  /** Begin of the names of its program's variables. */
  readonly variables: string;
  /** Whether storage has sizes in the configuration. */
  readonly hasSizes: boolean;
  /** The mount for what has to last: where it lies, and the folder there. */
  readonly mount: `${string}:${string}`;
}

export const platformsh: Flavour = {
  name: 'platformsh',
  label: 'Platform.sh',
  kind: 'fixed',
  configuredBy: '.platform.app.yaml',
  programs: ['platform', 'upsun'],
  variables: 'PLATFORMSH_CLI_',
  hasSizes: true,
  mount: 'local:data',
};

export const upsun: Flavour = {
  name: 'upsun',
  label: 'Upsun',
  kind: 'flexible',
  configuredBy: '.upsun/config.yaml',
  programs: ['upsun', 'platform'],
  variables: 'UPSUN_CLI_',
  hasSizes: false,
  mount: 'storage:data',
};

/** The one for projects of a kind. */
export function flavourOf(kind: Flavour['kind']): Flavour {
  return kind === platformsh.kind ? platformsh : upsun;
}

/** The same by the program that is here: what that is called, and which variables it reads. */
export function reachedBy(flavour: Flavour, program: string | undefined): Flavour {
  const { programs, variables } = program === flavour.programs[1] ? otherThan(flavour) : flavour;
  return { ...flavour, programs, variables };
}

/** The one with the other name. */
export function otherThan({ name }: Flavour): Flavour {
  return name === upsun.name ? platformsh : upsun;
}

/** The file of services, where they have one of their own. */
export const servicesFile = '.platform/services.yaml';

export const page = 'docs/platforms/platformsh.md';

/** Where the tree stands in the container. */
export const PROJECT = '/app';
/** Where in the tree what we add to it lies. */
export const FOLDER = '.simple-deploy';
export const HOME = `${PROJECT}/${FOLDER}`;
/** The mount: SQLite databases and uploads. */
export const DATA = `${FOLDER}/data`;
/** Name of the application in the configuration. */
export const APPLICATION = 'app';
