import type { PlatformProblem } from '../problems/platform.ts';
import type { WordsOf } from './words.ts';

type Note = Extract<PlatformProblem, { readonly code: `note-${string}` }>;

/** What is worth saying after something went well. */
export const platformNotes: WordsOf<Note> = {
  'note-data-volume': ({ volume, sqlite }) => ({
    what: sqlite
      ? `The SQLite database and uploads live in the volume ${volume} and outlive every push. A database file in your folder does not travel: the app began with an empty one.`
      : `Uploads live in the volume ${volume} and outlive every push.`,
    next: [],
  }),
  'note-open-to-network': ({ port }) => ({
    what: `Port ${port} answers on every address of this machine, other devices included, over plain HTTP.`,
    next: ['--bind 127.0.0.1 keeps it to this machine.'],
  }),
  'note-schema-stays': () => ({
    what: 'Only the image went back: the database keeps the schema of the newer release.',
    next: [
      'A migration that the older code cannot live with is undone by hand: simple-deploy run -- manage.py migrate APP NUMBER (before the rollback).',
    ],
  }),
  'note-page-fails': ({ reason, app }) => ({
    what: `The release is in service, but its first page does not answer as it should: ${reason}.`,
    next: [`simple-deploy logs --app ${app} --tail 50`, `simple-deploy rollback --app ${app}`],
  }),
  'note-repaired': ({ what }) => ({
    what: `An earlier push was interrupted; this one repaired it: ${what}.`,
    next: [],
  }),
  'note-data-kept': ({ volumes, app }) => ({
    what: `The data was kept: ${volumes.join(', ')}. The next push of ${app} finds it again.`,
    next: [`simple-deploy destroy --confirm ${app} --delete-data`],
  }),
  'note-server-database': ({ image, volume }) => ({
    what: `A database server runs beside the app (${image}); its data lives in the volume ${volume}. Nothing makes backups of it.`,
    next: [],
  }),
};
