import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A wheel is a zip with these three files besides its modules (the binary distribution format). */
const writer = `
import sys, zipfile
folder, name, version, text = sys.argv[1:]
info = f'{name}-{version}.dist-info'
files = {
    f'{name}.py': text,
    f'{info}/METADATA': f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n',
    f'{info}/WHEEL': 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
}
files[f'{info}/RECORD'] = ''.join(f'{file},,\\n' for file in [*files, f'{info}/RECORD'])
with zipfile.ZipFile(f'{folder}/{name}-{version}-py3-none-any.whl', 'w') as wheel:
    for file, content in files.items():
        wheel.writestr(file, content)
`;

/** Puts a wheel into the folder of its name below `folder`; its module of the same name holds the text. */
export function makeWheel(folder: string, name: string, version: string, text: string): void {
  // As indexes know it (PEP 503).
  const target = join(folder, name.replaceAll('_', '-'));
  mkdirSync(target, { recursive: true });
  execFileSync('python3', ['-c', writer, target, name, version, text]);
}

/** Makes `NAME.git` below `folder`, a bare repository of a package; gives the commit. */
export function makeRepository(folder: string, name: string, text: string): string {
  const table = `[project]\nname = "${name}"\nversion = "1.0"\n[tool.setuptools]\npy-modules = ["${name}"]\n`;
  return makeRepositoryOf(folder, name, { [`${name}.py`]: text, 'pyproject.toml': table });
}

/** The same, of these files. */
export function makeRepositoryOf(folder: string, name: string, files: Readonly<Record<string, string>>): string {
  const bare = join(folder, `${name}.git`);
  const work = join(folder, `${name}-work`);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { encoding: 'utf8' });
  mkdirSync(work);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(work, file), text);
  git('-C', work, 'init', '-q', '-b', 'main');
  git('-C', work, 'add', '-A');
  git('-C', work, 'commit', '-q', '-m', 'Start');
  git('clone', '-q', '--bare', work, bare);
  return git('-C', bare, 'rev-parse', 'HEAD').trim();
}
