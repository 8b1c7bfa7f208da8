import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '../problems.ts';
import type { BuildSecret } from '../values/build-options.ts';

/** The id of the certificates that the build trusts, see `--ca-bundle`. */
const TAKEN = 'ca';
const ID = /^[A-Za-z0-9][\w.-]*$/;
const KEYS = new Set(['id', 'type', 'src', 'source', 'env', 'variable']);

/** Where something was written: the option or key to name in an error, and what relative paths start from. */
interface Place {
  readonly option: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Secrets as docker's `--secret` takes them (https://docs.docker.com/reference/cli/docker/buildx/build/#secret):
 * `id=ID,src=FILE`, `id=ID,env=VARIABLE`, or `id=ID` alone, which means the variable of that name where it is set, else
 * the file. Nothing is read yet. Throws `option-value`.
 */
export function parseSecrets(texts: readonly string[], place: Place): readonly BuildSecret[] {
  const secrets = texts.map((text) => parseSecret(text, place));
  const twice = secrets.find(({ id }, index) => secrets.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw wrong(place, twice.id, 'given once for each id');
  return secrets;
}

function parseSecret(text: string, place: Place): BuildSecret {
  const fields = new Map(text.split(',').map(pairOf));
  const id = fields.get('id') ?? '';
  const type = fields.get('type');
  const source = fields.get('src') ?? fields.get('source');
  const variable = fields.get('env') ?? fields.get('variable');
  const isKnown = [...fields.keys()].every((key) => KEYS.has(key)) && ['file', 'env', undefined].includes(type);
  if (!isKnown || !ID.test(id) || (variable !== undefined && source !== undefined)) {
    throw wrong(place, text, 'id=ID,src=FILE or id=ID,env=VARIABLE');
  }
  if (id === TAKEN) throw wrong(place, text, 'of another id: certificates are given with --ca-bundle FILE');
  if (type === 'env' || variable !== undefined) return { id, env: variable ?? source ?? id };
  const isVariable = source === undefined && type === undefined && place.env[id] !== undefined;
  return isVariable ? { id, env: id } : { id, file: pathOf(source ?? id, place) };
}

/**
 * Agents and keys as docker's `--ssh` takes them: `default` (the agent of SSH_AUTH_SOCK), `ID`, `ID=SOCKET-OR-KEY[,KEY…]`.
 * Throws `option-value`.
 */
export function parseSsh(texts: readonly string[], place: Place): readonly string[] {
  return texts.map((text) => {
    const [id, sources] = pairOf(text);
    if (!ID.test(id)) throw wrong(place, text, 'default, or ID=SOCKET-OR-KEY');
    const paths = sources.split(',').map((source) => pathOf(source, place));
    return sources === '' ? id : `${id}=${paths.join(',')}`;
  });
}

function pairOf(field: string): readonly [string, string] {
  const equals = field.indexOf('=');
  return equals === -1 ? [field.trim(), ''] : [field.slice(0, equals).trim(), field.slice(equals + 1)];
}

/** No shell expands the ~ in `src=~/.netrc`. */
function pathOf(source: string, { folder }: Place): string {
  return source.startsWith('~/') ? join(homedir(), source.slice(2)) : resolve(folder, source);
}

function wrong({ option }: Place, value: string, wanted: string): UserError {
  return new UserError({ code: 'option-value', option, value, wanted });
}
