/**
 * npm leaves packages for other systems out of package-lock.json when it could not fetch them, or when node_modules was
 * there already (npm/cli#4828), and `npm ci` then refuses the file. These entries need no more than their version.
 */
export interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** The entries that a lock lacks: optional dependencies of one exact version, by their place in node_modules. */
export function missingEntries({ packages }: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const place = `node_modules/${name}`;
      const known = Object.keys(packages).some((path) => path === place || path.endsWith(`/${place}`));
      if (!known && /^\d+\.\d+\.\d+$/.test(version)) missing[place] = forSystem(name, version, entry.dev === true);
    }
  }
  return missing;
}

function forSystem(name: string, version: string, dev: boolean): LockEntry {
  const words = name.split('/').at(-1)!.split('-');
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.map((word) => (/^arm-?/.test(word) && word !== 'arm64' ? 'arm' : word));
  const libc = words.flatMap((word) => (word.startsWith('musl') ? ['musl'] : word.startsWith('gnu') ? ['glibc'] : []));
  return {
    version,
    ...(dev ? { dev } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
    cpu: cpu.filter((word) => processors.includes(word)),
    ...(libc.length > 0 && os.includes('linux') ? { libc } : {}),
  };
}

/** The lock with the missing entries at their places; everything else as it was. */
export function completeLock<L extends Lock>(lock: L): L {
  const all = Object.entries({ ...lock.packages, ...missingEntries(lock) });
  return { ...lock, packages: Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))) };
}
