import type { LinkName } from '../../links.ts';
import { quoted } from '../../quoted.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import type { Outcome } from '../types.ts';

/** Where a push went. */
interface Told {
  /** Of the platform's program. */
  readonly name: string;
  readonly project: string;
  readonly branch: string;
  readonly created: { readonly project: boolean; readonly environment: boolean };
  readonly hasDatabase: boolean;
}

/** What the summary tells of an environment besides its facts. The API names no prices for what is made, so none are told. */
export function told(push: Told): Pick<Outcome, 'created' | 'commands' | 'links'> {
  return { created: createdOf(push), commands: commandsOf(push), links: linksOf(push) };
}

function createdOf({ created, project, branch }: Told): readonly Row[] {
  return [
    ...(created.project ? [{ name: 'Project', value: `${project}; billed while it stands` }] : []),
    ...(created.environment ? [{ name: 'Environment', value: `${branch}; billed while it is active` }] : []),
  ];
}

/** The commands of the platform's program for this environment. */
function commandsOf({ name, project, branch, hasDatabase }: Told): readonly CommandLine[] {
  const at = `--project ${project} --environment ${quoted(branch)}`;
  return [
    { about: 'a first user of the admin', command: `${name} ssh ${at} 'python manage.py createsuperuser'` },
    { about: 'a shell of Django', command: `${name} ssh ${at} 'python manage.py shell'` },
    ...(hasDatabase ? [{ about: 'a shell of the database', command: `${name} sql ${at}` }] : []),
    { about: 'what was deployed, and when', command: `${name} activity:list ${at}` },
    {
      about: 'a variable: its value is asked for',
      command: `${name} variable:create ${at} --prefix env: --sensitive true`,
    },
    { about: 'a copy of code and data', command: `${name} backup:create ${at}` },
    { about: 'a domain of your own', command: `${name} domain:add www.example.org --project ${project}` },
    { about: 'its containers, and what they may use', command: `${name} resources:get ${at}` },
  ];
}

function linksOf({ hasDatabase }: Told): readonly LinkName[] {
  return [
    'upsun-start',
    'upsun-domain',
    'upsun-resources',
    ...(hasDatabase ? (['upsun-postgres'] as const) : []),
    'upsun-backup',
    'upsun-pricing',
  ];
}
