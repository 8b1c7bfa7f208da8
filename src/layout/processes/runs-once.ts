import type { ProjectFiles } from '../../values/project-files.ts';
import { quoted } from '../../quoted.ts';
import type { ProcfileLine } from './procfile.ts';

/** Commands of Django and of well-known apps that do their work and end. */
const ending = new Set(
  `check clear_cache clearsessions collectstatic compilemessages compress createcachetable createinitialrevisions createsuperuser
  dbbackup dbrestore diffsettings dumpdata fixtree flush inspectdb invalidate_cachalot loaddata makemessages makemigrations
  migrate migrate_schemas populate_history rebuild_index reset_db search_index shell shell_plus showmigrations sqlflush
  sqlmigrate sync_roles syncdb test thumbnail update_index update_translation_fields wagtail_update_index`.split(/\s+/),
);

/** What a process is called that is wanted once: its first word, unless another of them says that it stays. */
const onceNames =
  /^(migrat(e|ions?)|makemigrations|seeds?|init(ialize|db)?|setup|bootstrap|collectstatic|compilemessages|(create)?superuser|loaddata|fixtures|console|shell|bash|dump|restore|rebuild|reindex|tests?|lint)$/;
const stayingNames =
  /^(worker|workers|scheduler|beat|clock|cron|consumer|listener|server|service|daemon|bot|watch|watcher|loop)$/;

/** Words of a shell by which a command is run again and again, or beside others. */
const repeated = /(^|[\s;&|])(while|until|for|watch|xargs|parallel|supercronic|supervisord)\s|(^|[^&])&([^&]|$)|\|/;

/** Programs that wait for work: whatever the process is called, they stay. */
const waiting =
  /(^|[\s/])(celery|rq|rqworker|dramatiq|huey_consumer(\.py)?|procrastinate|arq|faust|gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi|circusd|flower)(\s|$)/;

/** What a management command of the project is called that does one thing. */
const doing =
  /^(add|backfill|clean(up)?|clear|compute|create|delete|dump|ensure|export|fix|generate|import|init|load|make|populate|purge|rebuild|reindex|remove|reset|seed|setup|sync|update|upload)(_|$)/;

/** By what such a command may stay all the same. */
const lingers =
  /\bwhile\b|\basync(io)?\b|[Ss]chedul|[Ww]orker|[Cc]onsum|[Ll]isten|[Ss]ubscri|\bsleep\b|\bsignal\b|\bserve|\bforever\b|polling|\.(start|run|join|loop|wait|idle)\(|\b(stream|events|messages|changes)\b|\bsubprocess\b|\bcall_command\b|\bos\.exec/;

/**
 * Why a line of a Procfile is none of a process that stays: it runs a command that does its work and ends (of Django's, or of the
 * project's own, whose code has nothing that waits), or is called for what is done once.
 * @param folder in the image where the line runs, when that is not where commands run
 */
export function runsOnce(
  files: ProjectFiles,
  { name, command }: ProcfileLine,
  folder: string | undefined,
): string | undefined {
  const last = command.split(/\s*(?:&&|;)\s*/).at(-1) ?? '';
  if (repeated.test(command) || waiting.test(last)) return undefined;
  const managed = managementCommand(last);
  const isEnding = managed !== undefined && endsByItself(files, managed);
  if (!isEnding && !isCalledOnce(name)) return undefined;
  const why = isEnding ? `manage.py ${managed} ends when its work is done` : 'its name says that it is done once';
  return managed === 'migrate'
    ? `${why}, and each release migrates`
    : `${why}: simple-deploy run -- ${typed(command, folder)}`;
}

/** Whether a command of manage.py does its work and ends, as far as it is known. */
export function endsByItself(files: ProjectFiles, command: string): boolean {
  return ending.has(command) || isShort(files, command);
}

/** As the line is typed behind `simple-deploy run --`: what is more than one command goes to a shell. */
export function typed(command: string, folder: string | undefined): string {
  const line = folder === undefined ? command : `cd ${quoted(folder)} && ${command}`;
  return /^[\w./\s:@,+=-]+$/.test(line) && !/^\w+=/.test(line) ? line : `sh -c ${quoted(line)}`;
}

/** `python manage.py --settings x migrate`, `django-admin migrate` */
function managementCommand(command: string): string | undefined {
  return /(?:manage(?:\.py)?["']?|\bdjango-admin)\s+(?:-\S+\s+)*([\w-]+)/.exec(command)?.[1];
}

/** A command of the project that is called for something it does once, and whose code has nothing that waits. */
function isShort(files: ProjectFiles, command: string): boolean {
  if (!doing.test(command) || command.split(/[-_]/).some((word) => stayingNames.test(word))) return false;
  const paths = files.list
    .map(({ path }) => path)
    .filter((path) => path.endsWith(`/management/commands/${command}.py`));
  return paths.length > 0 && paths.every((path) => !lingers.test(files.readText(path) ?? 'while'));
}

function isCalledOnce(name: string): boolean {
  const [first = '', ...others] = name.toLowerCase().split(/[-_]/);
  return onceNames.test(first) && !others.some((word) => stayingNames.test(word));
}
