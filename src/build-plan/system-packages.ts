import type { Dependencies } from '../values/layout.ts';

/** Debian packages that a requirement needs: to compile it, and to run it. Names that Debian 12 and 13 both know. */
interface SystemNeed {
  readonly build?: readonly string[];
  readonly run?: readonly string[];
}

const COMPILER = ['gcc', 'libc6-dev', 'python3-dev', 'pkg-config'] as const;

/** Requirements that are published as source alone, or that load a shared library which no wheel brings. */
const needs: Readonly<Record<string, SystemNeed>> = {
  psycopg2: { build: [...COMPILER, 'libpq-dev'], run: ['libpq5'] },
  'psycopg-c': { build: [...COMPILER, 'libpq-dev'], run: ['libpq5'] },
  mysqlclient: { build: [...COMPILER, 'libmariadb-dev'], run: ['libmariadb3'] },
  uwsgi: { build: [...COMPILER] },
  pycairo: { build: [...COMPILER, 'libcairo2-dev'], run: ['libcairo2'] },
  cairocffi: { run: ['libcairo2'] },
  weasyprint: { run: ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz-subset0'] },
  'python-magic': { run: ['libmagic1'] },
  pyzbar: { run: ['libzbar0'] },
  pdf2image: { run: ['poppler-utils'] },
};

export interface SystemPackages {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** Debian packages for these dependencies and for the requirements that we add, each list sorted. */
export function systemPackagesFor(dependencies: Dependencies, extras: readonly string[]): SystemPackages {
  const names = [...dependencies.requirements.map(({ name }) => name), ...extras];
  const found = names.flatMap((name) => needs[name] ?? []);
  const git = dependencies.needsGit ? ['git', 'ca-certificates'] : [];
  return {
    build: unique([...git, ...found.flatMap(({ build = [] }) => build)]),
    run: unique(found.flatMap(({ run = [] }) => run)),
  };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
