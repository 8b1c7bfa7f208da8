import type { ImageFacts } from '../../values/image.ts';
import type { CommandLine, Row } from '../../values/report.ts';
import { processesOf } from '../image-labels.ts';
import { releaseCommand } from '../release-command.ts';
import { shellWords } from '../shell-words.ts';
import type { Releasable } from '../types.ts';

/** Values stay out of the commands: a line NAME=value for each stands in a file beside. */
const given = '--env-file app.env -v app:/data';

/** Commands that run an image of a registry by docker, with all that an app of it needs. */
export function commandsFor(reference: string, image: Pick<Releasable, 'labels' | 'facts'>): readonly CommandLine[] {
  const release = releaseCommand(image);
  const once = (more: string, command: string): string => `docker run --rm ${more}${given} ${reference} ${command}`;
  return [
    { about: 'fetch it where docker runs', command: `docker pull ${reference}` },
    ...(release === undefined
      ? []
      : [
          { about: 'before each version: migrate (app.env has the variables)', command: once('', shellWords(release)) },
        ]),
    { about: 'serve it on port 8000', command: `docker run -d ${given} -p 8000:8000 --name app ${reference}` },
    ...processesOf(image)
      .filter(({ name }) => name !== 'web')
      .map(({ name, command }) => ({
        about: `run ${name}`,
        command: `docker run -d ${given} --name app-${name} ${reference} ${shellWords(command)}`,
      })),
    { about: 'a first admin', command: once('-it ', 'python manage.py createsuperuser') },
    { about: 'a shell of Django', command: once('-it ', 'python manage.py shell') },
    { about: 'which migrations have run', command: once('', 'python manage.py showmigrations') },
    { about: 'what it logs', command: 'docker logs --follow --tail 50 app' },
  ];
}

/** Variables that an app of the image needs where it runs. */
export function needed(facts: Pick<ImageFacts, 'requiredVariables' | 'database'> | undefined): readonly Row[] {
  if (facts === undefined) return [];
  const { requiredVariables, database } = facts;
  const server = database === 'postgres' || database === 'mysql' ? ['DATABASE_URL'] : [];
  const names = [...new Set(['SECRET_KEY', ...server, ...requiredVariables])];
  return [
    { name: 'Variables it needs', value: `${names.join(', ')}, and SIMPLE_DEPLOY_HOSTS with the names of the site` },
  ];
}
