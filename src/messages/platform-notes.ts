import type { PlatformProblem } from '../problems/platform.ts';
import type { WordsOf } from './words.ts';

type Note = Extract<PlatformProblem, { readonly code: `note-${string}` }>;

/** What is worth saying after something went well. */
export const platformNotes: WordsOf<Note> = {
  'note-data-volume': ({ volume, sqlite, take }) => ({
    what: sqlite
      ? `The SQLite database and uploads live in the volume ${volume} and outlive every push. A database file in your folder does not travel: the app began with an empty one.`
      : `Uploads live in the volume ${volume} and outlive every push.`,
    next: take === undefined ? [] : [`To put yours in its place: ${take}`],
  }),
  'note-data-without-volume': ({ what, possible }) => ({
    what: possible
      ? `The app keeps its ${what.join(' and ')} in /data: without a volume there, they are lost with the container.`
      : `The app keeps its ${what.join(' and ')} in files, and nothing that lasts holds them there: they are lost at each restart and each push.`,
    next: [
      ...(possible ? ['mount a volume at /data where it runs: docker run -v NAME:/data …'] : []),
      ...(what.includes('SQLite database') ? ['use a database server: --database postgres, and DATABASE_URL.'] : []),
      ...(what.includes('uploads') ? ['keep uploads elsewhere, as django-storages does.'] : []),
    ].map((way, index) => (index === 0 ? `${way.slice(0, 1).toUpperCase()}${way.slice(1)}` : `Or ${way}`)),
  }),
  'note-open-to-network': ({ port }) => ({
    what: `Port ${port} answers on every address of this machine, other devices included, over plain HTTP.`,
    next: ['--bind 127.0.0.1 keeps it to this machine.'],
  }),
  'note-redis': ({ image, volume }) => ({
    what: `A Redis (${image}) was started beside the app, with a password of its own; its data is in the volume ${volume}.`,
    next: ['One of your own is used with --env REDIS_URL=redis://…'],
  }),
  'note-git-alone': ({ label, unchanged, program }) => ({
    what: unchanged
      ? `The same code stands there. What ${label} made of it is not to be seen by git alone, nor which variables there are.`
      : `The push went by git alone: variables were not looked at, and of what ${label} made of it only the log of the push tells.`,
    next: unchanged
      ? [
          'If it was not built: the same command with --force',
          `If its deploy hook failed: ${label} runs that for new code only; by hand: ${program} ssh 'python manage.py migrate'`,
        ]
      : [],
  }),
  'note-schema-stays': ({ to }) => ({
    what: 'Only the code went back: the database keeps the schema of the newer release.',
    next: [
      `A migration that the older code cannot live with is undone by hand, before a rollback: simple-deploy run${to === undefined ? '' : ` --to ${to}`} -- manage.py migrate APP NUMBER`,
    ],
  }),
  'note-page-fails': ({ reason, app }) => ({
    what: `The release is in service, but its first page does not answer as it should: ${reason}.`,
    next: [`simple-deploy logs --app ${app} --tail 50`, `simple-deploy rollback --app ${app}`],
  }),
  'note-process-dies': ({ process, reason, app }) => ({
    what: `The release is in service, but its process ${process} does not stay: ${reason}. The engine starts it again and again.`,
    next: [`simple-deploy logs --app ${app} --process ${process} --tail 50`, `simple-deploy rollback --app ${app}`],
  }),
  'note-one-machine': ({ app, next }) => ({
    what: `The machine of ${app} has a volume, so --ha made no second one: that would begin with an empty volume of its own.`,
    next: [`To have one all the same: ${next}`],
  }),
  'note-repaired': ({ what }) => ({
    what: `An earlier push was interrupted; this one repaired it: ${what}.`,
    next: [],
  }),
  'note-data-kept': ({ volumes, app }) => ({
    what: `The data was kept: ${volumes.join(', ')}. The next push of ${app} finds it again.`,
    next: [`simple-deploy destroy --confirm ${app} --delete-data`],
  }),
  'note-own-configuration': ({ file, added }) => ({
    what:
      added.length === 0
        ? `Your ${file} is used as it is.`
        : `Your ${file} is used, and was not changed; the deployment adds what it does not say: ${added.join(', ')}.`,
    next: [],
  }),
  'note-no-backup': ({ of, next }) => ({ what: `Nothing makes backups of ${of}.`, next }),
  'note-backup-thin': ({ what, next }) => ({ what, next }),
  'note-data-with-app': ({ platform, what }) => ({
    what: `On ${platform} the ${what.join(' and ')} went with the app.`,
    next: [],
  }),
  'note-setting': ({ what, next }) => ({ what, next }),
  'note-elsewhere-kept': ({ what, next }) => ({ what, next }),
  'note-server-database': ({ image, volume, insteadOf }) => ({
    what: `A database server runs beside the app (${image}); its data lives in the volume ${volume}.${whyStarted(insteadOf)}`,
    next: insteadOf === undefined ? [] : ['One of your own, in its place: --env DATABASE_URL=…'],
  }),
};

function whyStarted(insteadOf: string | undefined): string {
  if (insteadOf === undefined) return '';
  return insteadOf === ''
    ? ' The settings use one, and nothing says where it is.'
    : ` The settings look for one at ${insteadOf}, where a container finds none.`;
}
