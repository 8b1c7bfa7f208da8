import type { Problem } from '../../problems.ts';
import type { Dependencies, Requirement } from '../../values/layout.ts';
import { place } from '../../values/place.ts';
import type { ProjectFiles } from '../../values/project-files.ts';
import { instructions } from '../dockerfile-instructions.ts';
import { isDockerfile } from '../dockerfile-name.ts';
import { filesBesideCode } from '../files-by-kind.ts';
import { isForDevelopment } from '../for-development.ts';
import { parseRequirement } from './requirement.ts';
import { isOwnDockerfile } from './witnessed.ts';

/** Of another process than the site. */
const OF_OTHERS = /(^|[-_./])(docs?|worker\w*|celery|beat|bot)([-_./]|$)/i;
/** What installs and builds, looks at code or serves it: the image has its own, or needs none. */
const TOOLS =
  /^(pip|setuptools([-_].*)?|wheel|build|cython|maturin|uv|poetry(-.*)?|pdm|pipenv|hatch|virtualenv|pip-tools|pipdeptree|twine|tox|nox|pytest.*|coverage|ruff|black|mypy|ipdb|debugpy|watchdog|watchfiles|pre-commit|mkdocs.*|sphinx.*|jupyter.*|gunicorn|uvicorn|uwsgi|daphne|hypercorn|granian|supervisor|awscli|ansible)$/;
/** Options of pip that the next word belongs to. */
const WITH_VALUE =
  /^(-[cefirt]|--(cert|config-settings|constraint|default-index|default-timeout|editable|extra-index-url|find-links|group|index|index-strategy|index-url|keyring-provider|link-mode|log|no-binary|only-binary|prefix|prerelease|progress-bar|proxy|python|python-platform|python-preference|python-version|requirement|resolution|retries|root-user-action|src|target|timeout|trusted-host|cache-dir))$/;

/**
 * A note on what the project's own Dockerfile installs by name (`RUN pip install requests`), as the packages lack it: here they are
 * installed from a file. One of a version of its own counts as well.
 */
export function installedByName(
  files: ProjectFiles,
  projectDir: string,
  dependencies: Dependencies,
): readonly Problem[] {
  const [file] = [dependencies.lock, ...dependencies.files].filter((each) => each !== undefined);
  if (file === undefined) return [];
  const lacks = (wanted: Requirement): boolean =>
    !TOOLS.test(wanted.name) &&
    !dependencies.requirements.some(
      ({ name, version }) => name === wanted.name && (wanted.version === undefined || version === wanted.version),
    );
  const found = filesBesideCode(files)
    .filter(
      ({ path, kind }) => kind === 'file' && isDockerfile(path) && !isForDevelopment(path) && !OF_OTHERS.test(path),
    )
    .filter(({ path }) => isOwnDockerfile(files, path, projectDir))
    .flatMap(({ path }) => namedIn(files.readText(path) ?? '').map((each) => ({ ...each, file: path })));
  const packages = found
    .filter(({ wanted }) => lacks(wanted))
    .filter(({ wanted }, index, all) => all.findIndex((each) => each.wanted.name === wanted.name) === index)
    .map(({ text, file: by, line }) => ({ text, where: place({ file: by, line }) }));
  return packages.length === 0 ? [] : [{ code: 'dependencies-in-dockerfile', file, packages }];
}

interface Named {
  readonly text: string;
  readonly line: number;
  readonly wanted: Requirement;
}

function namedIn(text: string): readonly Named[] {
  return instructions(text)
    .filter(({ name }) => name === 'RUN')
    .flatMap(({ text: run, line }) =>
      run
        .split(/&&|\|\||;|\|/)
        .filter((command) => !/^\s*(if|then|else|for|do)\b/.test(command))
        .flatMap((command) => /(?:^|[\s/])(?:uv\s+)?pip3?\s+install\s(.*)$/.exec(command)?.[1] ?? [])
        .flatMap(namesOf)
        .map((each) => ({ ...each, line })),
    );
}

/** The words that are requirements: no option and its value, no path, no address, nothing that the shell makes. */
function namesOf(words: string): readonly Omit<Named, 'line'>[] {
  // What the shell makes goes on to the end: its parts were taken for commands.
  const all = words.replace(/\S*\$\(.*$/, '').match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return all.flatMap((word, index) => {
    const text = word.replaceAll(/["']/g, '');
    const isOption = text.startsWith('-') || WITH_VALUE.test(all[index - 1] ?? '');
    const wanted = isOption || /[/$\\@]|^\.|\.(whl|gz|zip|txt)$/.test(text) ? undefined : parseRequirement(text);
    return wanted === undefined ? [] : [{ text, wanted }];
  });
}
