import type { ConfigValues } from '../config-keys.ts';
import { processNameRule } from '../layout/processes/process-name.ts';
import { UserError } from '../problems.ts';
import { projectChoices, type ProjectChoices } from '../values/project-choices.ts';
import {
  databaseOf,
  given,
  list,
  moduleOf,
  overlayLinesOf,
  serverOf,
  text,
  withoutUndefined,
} from './option-values.ts';

/** What the command line says about the project itself. Throws `option-value`. */
export function layoutChoicesOfFlags(options: Readonly<Record<string, unknown>>): ProjectChoices {
  return withoutUndefined<ProjectChoices>({
    manage: text(options['manage']),
    settings: moduleOf('--settings', text(options['settings'])),
    python: text(options['python']),
    database: databaseOf(options['database']),
    server: serverOf('--server', text(options['server'])),
    dependencies: text(options['dependencies']),
    groups: list(options['group']),
    extras: list(options['extra']),
    withoutGroups: list(options['withoutGroup']),
    installGuessed: options['installGuessed'] === true ? true : undefined,
    skip: given(list(options['skip']), (names) => overlayLinesOf('--skip', names)),
    processes: given(list(options['process']), processesOf),
    release: list(options['release']),
    migrate: typeof options['migrate'] === 'boolean' ? options['migrate'] : undefined,
    frontend: list(options['frontend']),
    frontendCommand: text(options['frontendCommand']),
  });
}

/** What the configuration says about the project itself. Throws `option-value`. */
export function layoutChoicesOfConfig(config: ConfigValues): ProjectChoices {
  const { 'install-guessed': installGuessed, 'without-groups': withoutGroups, processes } = config;
  const settings = moduleOf('settings', config.settings);
  const skip = given(config.skip, (names) => overlayLinesOf('skip', names));
  return projectChoices({
    ...config,
    settings,
    server: serverOf('server', config.server),
    installGuessed,
    withoutGroups,
    skip,
    processes: given(processes, configuredProcesses),
    frontendCommand: config['frontend-command'],
  });
}

/** What is typed goes over what is configured; of process types each by its name. */
export function typedOver<T extends ProjectChoices>(configured: T, typed: T): T {
  const both = configured.processes !== undefined && typed.processes !== undefined;
  return { ...configured, ...typed, ...(both && { processes: { ...configured.processes, ...typed.processes } }) };
}

/** `name=command`; an empty command removes. Throws `option-value`. */
function processesOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const split = texts.map(
    (text) => [text.split('=')[0] ?? '', text.replace(/^[^=]*=?/, ''), text.includes('=')] as const,
  );
  const wrong = split.find(([, , hasSign]) => !hasSign);
  if (wrong !== undefined) {
    throw new UserError({ code: 'option-value', option: '--process', value: wrong[0], wanted: 'name=command' });
  }
  return checkedNames('--process', Object.fromEntries(split.map(([name, line]) => [name, line.trim()])));
}

/** Of the configuration; false removes. Throws `option-value`. */
function configuredProcesses(table: Readonly<Record<string, string | false>>): Readonly<Record<string, string>> {
  const lines = Object.entries(table).map(([name, line]) => [name, line === false ? '' : line.trim()]);
  return checkedNames('processes', Object.fromEntries(lines) as Record<string, string>);
}

function checkedNames(option: string, lines: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name of Object.keys(lines)) {
    if (processNameRule.test(name)) continue;
    const wanted = 'a name of lower case letters, digits and hyphens that begins with a letter, 30 at most';
    throw new UserError({ code: 'option-value', option, value: name, wanted });
  }
  return lines;
}
