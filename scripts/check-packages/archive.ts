import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { modulesIn } from './installed.ts';

/** What a wheel or a source archive says of itself. */
export interface Archive {
  /** Top-level modules and packages. */
  readonly modules: ReadonlySet<string>;
  /** METADATA or PKG-INFO. */
  readonly metadata: string;
}

interface Contents {
  readonly names: readonly string[];
  /** By name of the file. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Reads an archive where it lies, of a wheel no more than its directory and metadata. Python knows both formats. */
export async function readArchive(url: string, authorization?: string): Promise<Archive> {
  const printed = await new Promise<string>((resolve, reject) => {
    const script = fileURLToPath(new URL('archive.py', import.meta.url));
    const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    const child = execFile('python3', [script], options, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr.trim().split('\n').at(-1) ?? error.message)),
    );
    child.stdin?.end(JSON.stringify({ url, authorization }));
  });
  const contents = JSON.parse(printed) as Contents;
  const metadata = Object.entries(contents.texts).find(([name]) => /\/(METADATA|PKG-INFO)$/.test(name))?.[1] ?? '';
  return { modules: url.endsWith('.whl') ? inWheel(contents) : inSource(contents), metadata };
}

/** What a wheel puts elsewhere by its `.data` lies beside the rest once it is installed. */
function inWheel({ names }: Contents): ReadonlySet<string> {
  return modulesIn(names.map((name) => name.replace(/^[^/]+\.data\/(purelib|platlib)\//, '')).join('\n'));
}

/** What setuptools wrote down, else what has Python at the top or below `src`. */
function inSource({ names, texts }: Contents): ReadonlySet<string> {
  const written = Object.entries(texts).find(([name]) => name.endsWith('top_level.txt'))?.[1];
  if (written !== undefined) return new Set(written.split('\n').filter((line) => line !== ''));
  const below = names.map((name) => /^[^/]+\/(?:src\/)?(\w+(?:\/__init__)?\.py)$/.exec(name)?.[1]);
  return modulesIn(below.filter((name) => name !== undefined && name !== 'setup.py').join('\n'));
}
