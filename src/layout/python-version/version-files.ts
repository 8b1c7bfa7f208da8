import type { ProjectFiles } from '../../values/project-files.ts';
import { at, lineOfKey, tableOf } from '../dependencies/toml.ts';
import { join } from '../paths.ts';
import { ask, type Ask } from './ask.ts';

/** What the version files of a folder say: those of pyenv and uv, Heroku, asdf and mise, in that order. */
export function versionFiles(files: ProjectFiles, folder: string): readonly Ask[] {
  const path = (name: string): string => join(folder, name) ?? name;
  return [
    ...lines(files, path('.python-version')).flatMap(ofPyenv),
    ...lines(files, path('runtime.txt'))
      .slice(0, 1)
      .map(({ text, file, line }) => ask('pin', text, file, line)),
    ...lines(files, path('.tool-versions')).flatMap(ofAsdf),
    ...['mise.toml', '.mise.toml', '.config/mise.toml', '.config/mise/config.toml'].flatMap((name) =>
      ofMise(files, path(name)),
    ),
  ];
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Lines that hold something besides a comment. */
function lines(files: ProjectFiles, file: string): readonly Line[] {
  return (files.readText(file) ?? '')
    .split(/\r?\n/)
    .map((text, index) => ({ file, line: index + 1, text: text.replace(/(^|\s)#.*/, '').trim() }))
    .filter(({ text }) => text !== '');
}

/** One version a line, the first is the one that `python` means; uv writes ranges too (`>=3.12`). */
function ofPyenv({ text, file, line }: Line): readonly Ask[] {
  return [ask(/^[<>=!~]/.test(text) ? 'range' : 'pin', text, file, line)];
}

/** `python 3.12.4 3.11.9`. */
function ofAsdf({ text, file, line }: Line): readonly Ask[] {
  const [tool, ...versions] = text.split(/\s+/);
  return tool === 'python' ? versions.map((version) => ask('pin', version, file, line)) : [];
}

/** `python = "3.12"`, `python = ["3.12", "3.11"]`, `python = { version = "3.12" }`. */
function ofMise(files: ProjectFiles, file: string): readonly Ask[] {
  const value = at(tableOf(files, file), 'tools', 'python');
  const versions = Array.isArray(value) ? value : [at(value, 'version') ?? value];
  const line = lineOfKey(files, file, 'python');
  return versions.filter((each) => typeof each === 'string').map((text) => ask('pin', text, file, line));
}
