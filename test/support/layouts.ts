import { dependenciesWith } from '../../src/layout/dependencies/dependencies-with.ts';
import type { Layout } from '../../src/values/layout.ts';

const fact = <T>(value: T): { value: T; origin: 'default' } => ({ value, origin: 'default' });

/** A layout in memory: a nested WSGI project with a requirements.txt, changed as a test wants it. */
export function layoutOf(changes: Partial<Layout> = {}): Layout {
  return {
    root: '/somewhere/blog',
    slug: 'blog',
    managePy: fact('blog/manage.py'),
    managePyMade: false,
    projectDir: fact('blog'),
    nested: fact(true),
    settingsModule: fact('blog.settings'),
    productionSettingsModule: fact('blog.settings'),
    importPaths: [],
    distributions: [],
    application: fact({ interface: 'wsgi', module: 'blog.wsgi', callable: 'application' } as const),
    server: fact('gunicorn'),
    serving: { arguments: [] },
    dependencies: dependenciesOf([]),
    python: fact({ version: '3.13' }),
    database: fact('sqlite'),
    databaseExtensions: [],
    staticFiles: fact(true),
    environment: [],
    environmentOpen: [],
    supplied: {},
    readings: {},
    filesRead: [],
    codeNeeds: [],
    frontends: [],
    overlay: [],
    processes: [],
    migrate: fact(true),
    releaseCommands: [],
    services: [],
    problems: [],
    ...changes,
  };
}

/** Dependencies of a requirements.txt that names these, each `name` or `name==version`. */
export function dependenciesOf(requirements: readonly string[]): Layout['dependencies'] {
  const parsed = requirements.map((text) => {
    const [name = '', version] = text.split('==');
    return version === undefined ? { name } : { name, version };
  });
  const files = ['requirements.txt'];
  return fact(dependenciesWith({ manager: 'pip', files, requirements: parsed }));
}
