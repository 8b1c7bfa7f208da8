import type { LayoutProblem } from '../problems/layout.ts';
import { groupUnknownWords } from './layout-groups.ts';
import { listed } from './listed.ts';
import { typedPath } from './typed-path.ts';
import type { WordsOf } from './words.ts';

type DependencyProblem = Extract<
  LayoutProblem,
  {
    code:
      | `dependencies-${string}`
      | `requirements-${string}`
      | `packages-${string}`
      | `toml-${string}`
      | `lock-${string}`
      | `conda-${string}`;
  }
>;

/** Names that are shown of a long list. */
const MOST_NAMES = 12;

/** The words about what a project wants installed. */
export const dependencyWords: WordsOf<DependencyProblem> = {
  'dependencies-in-dockerfile': ({ file, packages }) => ({
    what: `Your Dockerfile installs packages by name that ${file} does not name; here they are not installed.`,
    found: listed(packages.map(({ text, where }) => `${where}: ${text}`)),
    next: [`Where the site needs them, add them to the requirements: ${packages.map(({ text }) => text).join(', ')}`],
  }),
  'dependencies-missing': ({ folders, withoutDjango, elsewhere, guessed, unknown }) => ({
    what: `Nothing says which packages to install: no requirements file, no lock file and no pyproject.toml that brings Django in ${folders.join(', ')}.`,
    found: [
      ...withoutDjango.map((path) => `does not name Django: ${path}`),
      ...first(elsewhere).map((path) => `names Django, but lies neither beside nor above manage.py: ${path}`),
      ...(guessed.length > 0 ? [`what the code imports comes with: ${guessed.join(', ')}`] : []),
      ...(unknown.length > 0 ? [`and it imports what we know no package for: ${unknown.join(', ')}`] : []),
    ],
    next: [
      ...first(elsewhere).map((path) => `Add to the command: --dependencies ${typedPath(path)}`),
      ...(guessed.length > 0
        ? ['Add to the command: --install-guessed   (installs these, in the newest versions that fit)']
        : []),
      ...(elsewhere.length === 0
        ? withoutDjango.map(
            (path) => `Add to the command: --dependencies ${typedPath(path)}   (when it brings Django along)`,
          )
        : []),
      'Or write what the project needs into requirements.txt: python -m pip freeze > requirements.txt',
    ],
  }),
  'dependencies-not-guessed': ({ modules }) => ({
    what: `The code imports what we know no package for, so it is not installed: ${modules.join(', ')}.`,
    next: ['Write what the project needs into requirements.txt: python -m pip freeze > requirements.txt'],
  }),
  'dependencies-several': ({ candidates }) => ({
    what: 'Several requirements files could be the one that a server installs.',
    found: listed(candidates),
    next: candidates.map((path) => `Add to the command: --dependencies ${typedPath(path)}`),
  }),
  'dependencies-option-wrong': ({ path, known, near }) => {
    const [, file = '', extras = ''] = /^(.+)\[([^\]]*)\]$/.exec(path) ?? [];
    const asked = file === '' ? [] : extras.split(',').map((name) => `--extra ${typedPath(name.trim())}`);
    const proposed = known.includes(file) ? [file] : near === undefined ? known.slice(0, 5) : [near];
    return {
      what: `--dependencies ${typedPath(path)}: no such manifest in the project.`,
      found: listed(known),
      next: proposed.map((each) => ['Add to the command: --dependencies', typedPath(each), ...asked].join(' ')),
    };
  },
  'dependencies-group-unknown': (problem) => groupUnknownWords(problem),
  'lock-unreadable': ({ file, command }) => ({
    what: `${file} cannot be read.`,
    next: [`Make it anew: ${command}`],
  }),
  'conda-packages-left': ({ file, packages }) => ({
    what: `The image is made without conda: ${file} names ${packages.length} ${packages.length === 1 ? 'package' : 'packages'} that conda alone has by that name.`,
    found: [packages.slice(0, MOST_NAMES).join(', ') + (packages.length > MOST_NAMES ? ', …' : '')],
    next: [
      `A Python package of them that the site needs: name it under "pip:" in ${file}.`,
      'A system library that the build shows to be missing: apt-packages = ["NAME"] in [tool.simple-deploy], or --apt-package NAME.',
    ],
  }),
  'packages-for-other-systems': ({ packages }) => ({
    what: `The image is built without ${packages.length === 1 ? 'a package' : `${packages.length} packages`} of the requirements: no Linux can install ${packages.length === 1 ? 'it' : 'them'}.`,
    found: listed(packages.map(({ name, why, where }) => `${where}: ${name} (${why})`)),
    next: ['Nothing to do, unless the code imports it before it looks which system it runs on.'],
  }),
  'requirements-hold-secret': ({ file, line }) => ({
    what: `${file}:${line} holds a password or a token in an address. The file is part of the image, and so is the password.`,
    next: [
      'Take it out of the file, and give it to the build alone: --build-secret id=netrc,src=$HOME/.netrc',
      'For an index of pip: --build-secret id=PIP_EXTRA_INDEX_URL,env=PIP_EXTRA_INDEX_URL',
    ],
  }),
  'dependencies-others': ({ chosen, others }) => ({
    what: `The packages are installed from ${chosen}; other files could say so too.`,
    found: listed(others),
    next: [
      `Nothing to do when that is the one you keep up to date; else add to the command: --dependencies ${typedPath(others[0] ?? 'PATH')}`,
    ],
  }),
  'requirements-include-missing': ({ file, line, include }) => ({
    what: `${file}:${line} includes ${include}, which is not in the project.`,
    next: ['Put the file there, or take the line out.'],
  }),
  'toml-unreadable': ({ file, line, reason }) => ({
    what: `${file}${line === undefined ? '' : `:${line}`} is not valid TOML: ${reason}.`,
    next: [relock(file) === undefined ? 'Mend that line.' : `Make it anew: ${relock(file)}`],
  }),
};

/** What writes a lock file anew. */
function relock(file: string): string | undefined {
  const commands = { 'uv.lock': 'uv lock', 'poetry.lock': 'poetry lock', 'pdm.lock': 'pdm lock' };
  return Object.entries(commands).find(([name]) => file.endsWith(name))?.[1];
}

/** Enough of a list to choose from. */
function first(paths: readonly string[]): readonly string[] {
  return paths.slice(0, 8);
}
