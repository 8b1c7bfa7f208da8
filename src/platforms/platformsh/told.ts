import { link, type LinkName } from '../../links.ts';
import type { Problem } from '../../problems.ts';
import { quoted } from '../../quoted.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import type { Outcome } from '../types.ts';
import type { Flavour } from './names.ts';

/** Where a push went. */
interface Told {
  /** Of the platform's program. */
  readonly name: string;
  readonly flavour: Flavour;
  readonly project: string;
  readonly branch: string;
  /** It is the project's main environment, which goes with the project alone. */
  readonly isMain: boolean;
  readonly created: { readonly project: boolean; readonly environment: boolean };
  readonly hasDatabase: boolean;
}

/** What the summary tells of an environment besides its facts. The API names no prices for what is made, so none are told. */
export function told(push: Told): Pick<Outcome, 'created' | 'commands' | 'links'> {
  return { created: createdOf(push), commands: commandsOf(push), links: linksOf(push) };
}

/** On the flexible plans what runs is billed, on the fixed ones what was agreed on. */
const billed = (hasSizes: boolean): string =>
  hasSizes
    ? 'the plan of the project, and storage and environments beyond it'
    : 'containers, storage and traffic of each environment that is active';

function createdOf({ created, flavour, project, branch }: Told): readonly Row[] {
  const rows = [
    ...(created.project ? [{ name: 'Project', value: project }] : []),
    ...(created.environment ? [{ name: 'Environment', value: branch }] : []),
  ];
  if (rows.length === 0) return [];
  return [
    ...rows,
    { name: 'Billed', value: billed(flavour.hasSizes) },
    { name: 'Prices', value: link(`${flavour.name}-pricing`).url },
  ];
}

/** The commands of the platform's program for this environment. */
function commandsOf({ name, flavour, project, branch, isMain, hasDatabase }: Told): readonly CommandLine[] {
  const at = `--project ${project} --environment ${quoted(branch)}`;
  // Without the option ssh gives a command no terminal, and nobody could answer.
  const inContainer = (verb: string): string => `${name} ssh ${at} -o 'RequestTTY yes' 'python manage.py ${verb}'`;
  return [
    { about: 'a first admin', command: inContainer('createsuperuser') },
    { about: 'a shell of Django', command: inContainer('shell') },
    { about: 'which migrations have run', command: inContainer('showmigrations') },
    { about: 'what it logs', command: `${name} log ${at} --tail app` },
    { about: 'what was deployed, and when', command: `${name} activity:list ${at}` },
    { about: 'its variables', command: `${name} variable:list ${at}` },
    {
      about: 'a variable more: name and value are asked for',
      command: `${name} variable:create ${at} --level environment --prefix env: --sensitive true`,
    },
    ...(hasDatabase ? [{ about: 'a shell of the database', command: `${name} sql ${at}` }] : []),
    backupLine(name, at),
    { about: 'its backups', command: `${name} backup:list ${at}` },
    { about: 'a domain of your own', command: `${name} domain:add www.example.org --project ${project}` },
    ...(flavour.hasSizes
      ? [
          {
            about: 'its plan, which decides what containers may use',
            command: `${name} subscription:info --project ${project}`,
          },
        ]
      : [
          { about: 'its containers, and what each may use', command: `${name} resources:get ${at}` },
          { about: 'two containers for the app', command: `${name} resources:set ${at} --count app:2` },
        ]),
    isMain
      ? { about: 'remove the project with its data', command: `${name} project:delete ${project}` }
      : {
          about: 'remove the environment with its data',
          command: `${name} environment:delete ${quoted(branch)} --project ${project} --delete-branch`,
        },
  ];
}

function backupLine(name: string, at: string): CommandLine {
  return { about: 'a backup of code and data now', command: `${name} backup:create ${at}` };
}

/** What the platform keeps by itself of data that was made now: https://docs.upsun.com/environments/backup.html and its like for fixed plans. */
export function backupNotes({ name, flavour, project, branch, isMain, created }: Told): readonly Problem[] {
  if (!created.project && !created.environment) return [];
  const { label } = flavour;
  const next = [`One now: ${backupLine(name, `--project ${project} --environment ${quoted(branch)}`).command}`];
  if (!isMain) {
    const of = `the environment ${branch}: ${label} backs up the production one by itself, and no other`;
    return [{ code: 'note-no-backup', of, next }];
  }
  const plans = flavour.hasSizes ? ', on a Development plan none' : '';
  const what = `${label} keeps backups of two days: it makes one a day of the production environment${plans}.`;
  return [{ code: 'note-backup-thin', what, next }];
}

/** What to read, the most useful first: the two have pages of their own. */
function linksOf({ flavour: { name, hasSizes }, hasDatabase }: Told): readonly LinkName[] {
  return [
    `${name}-start`,
    `${name}-backup`,
    `${name}-domain`,
    `${name}-pricing`,
    ...(hasDatabase ? ([`${name}-postgres`] as const) : []),
    ...(hasSizes ? [] : (['upsun-resources'] as const)),
  ];
}
