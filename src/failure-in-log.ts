import { removalOf } from './django-removals/removal-of.ts';
import { distributionOf } from './layout/guessed/distributions.ts';
import type { FailureInTheImage } from './problems/build.ts';
import { pythonRemovalOf } from './python-removals/removal-of.ts';
import { missingAtRun } from './system-packages/missing-library.ts';

/** The last line of a traceback, whatever a platform writes before it: `ModuleNotFoundError: No module named 'x'`. */
const RAISED = /(?:^|[\s|])(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Configured)): (.+?)\s*$/;
/** Of Postgres, SQLite and MySQL. */
const TABLES = [
  /relation "(?:\w+\.)?(\w+)" does not exist/,
  /no such table: (?:\w+\.)?(\w+)/,
  /Table '(?:\w+\.)?(\w+)' doesn't exist/,
];
/** A frame of the project's own code, and whose it is: that of a module, of a class in it, of a function. */
const OWN = /File "\/project\/([^"]+\.py)", line (\d+), in (\S+)/;
const FRAME = /File "[^"]*\/site-packages\/(\w+)[/.]/;

/** The exception that a log of the image ends with; undefined when there is none in it. Pure. */
export function failureInLog(log: readonly string[]): FailureInTheImage | undefined {
  const at = log.findLastIndex((line) => RAISED.test(line));
  const [, exception, message] = RAISED.exec(log[at] ?? '') ?? [];
  if (exception === undefined || message === undefined) return undefined;
  const removed = removalOf(message);
  const pythonRemoved = pythonRemovalOf(message);
  // Of other exceptions, the project may be the cause wherever they are raised.
  const inside =
    exception === 'ImportError' || removed !== undefined || pythonRemoved !== undefined
      ? insideOf(log.slice(0, at))
      : undefined;
  const module = /^No module named '(\w+)'/.exec(message)?.[1];
  const distribution = module === undefined ? undefined : distributionOf(module);
  const missing = missingAtRun(message);
  const unset = message.includes("'NoneType'") ? settingAt(log.slice(0, at)) : undefined;
  const table = TABLES.map((says) => says.exec(message)?.[1]).find((each) => each !== undefined);
  return {
    exception,
    message,
    ...(inside !== undefined && { package: inside }),
    ...(distribution !== undefined && { distribution }),
    ...(missing !== undefined && { missing }),
    ...(table !== undefined && { table, ...loadedAt(log.slice(0, at)) }),
    ...(table !== undefined && isOfCache(log.slice(0, at)) && { isOfCache: true as const }),
    ...unset,
    ...(removed !== undefined && { removed }),
    ...(pythonRemoved !== undefined && { pythonRemoved }),
    lines: [],
  };
}

/**
 * The statement of the project that ran as its module was imported, or as its app got ready, where the traceback shows one; manage.py is
 * what was started.
 */
function loadedAt(log: readonly string[]): Pick<FailureInTheImage, 'file' | 'line' | 'isAskedAtLoad'> {
  const start = log.findLastIndex((line) => line.includes('Traceback (most recent call last)'));
  const frames = log.slice(start + 1).flatMap((line) => {
    const [, file = '', at = '', of = ''] = OWN.exec(line) ?? [];
    return file === '' ? [] : [{ file, line: Number(at), of }];
  });
  const module = frames.findLastIndex(
    ({ file, of }) => (of === '<module>' || of === 'ready') && !/(^|\/)manage\.py$/.test(file),
  );
  const found = frames[module];
  if (found === undefined || found.file.includes('/migrations/')) return {};
  const after = frames.slice(module + 1);
  const outside = after.findIndex(({ file, of }) => file !== found.file || !/^[A-Z]/.test(of));
  const { file, line } = after.slice(0, outside === -1 ? undefined : outside).at(-1) ?? found;
  return { file, line, isAskedAtLoad: true };
}

/** Migrations make no table for a cache in the database: createcachetable does. */
function isOfCache(log: readonly string[]): boolean {
  const start = log.findLastIndex((line) => line.includes(BEGINS));
  return log.slice(start + 1).some((line) => /\/django\/core\/cache\/backends\/db\.py"/.test(line));
}

const BEGINS = 'Traceback (most recent call last)';

/** The setting that the innermost line of the project uses, or hands to a library: `settings.RELEASE[:6]`, `Fernet(settings.KEY)`. */
function settingAt(log: readonly string[]): Pick<FailureInTheImage, 'file' | 'line' | 'noneSetting'> | undefined {
  const at = log.findLastIndex((line) => OWN.test(line));
  const [, file, line] = OWN.exec(log[at] ?? '') ?? [];
  // What Django does in between may take its None from anywhere.
  const isFar = log.slice(at + 1).some((each) => FRAME.exec(each)?.[1] === 'django');
  const used = [log[at + 1] ?? ''].flatMap((code) => code.match(/(?<=\bsettings\.)[A-Z][A-Z0-9_]+/g) ?? []);
  const [first, ...others] = new Set(used);
  return file === undefined || first === undefined || others.length > 0 || isFar
    ? undefined
    : { file, line: Number(line), noneSetting: first };
}

/** The installed package of the innermost frame; undefined when that is of the project. */
function insideOf(log: readonly string[]): string | undefined {
  return FRAME.exec(log.findLast((line) => line.includes('File "')) ?? '')?.[1];
}
