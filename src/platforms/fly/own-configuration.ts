import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { UserError } from '../../problems.ts';
import type { AppFrom, AppPlace } from '../types.ts';

export type Table = Readonly<Record<string, unknown>>;

/** The person's own fly.toml. It is read and never written. */
export interface OwnConfiguration {
  readonly file: string;
  /** Folder in which it lies: paths in it are relative to that. */
  readonly root: string;
  readonly table: Table;
}

const name = 'fly.toml';

/** The fly.toml at the root of the project; undefined when there is none. Throws `config-syntax`. */
export function ownConfiguration(root: string | undefined): OwnConfiguration | undefined {
  const text = root === undefined ? undefined : read(join(root, name));
  if (root === undefined || text === undefined) return undefined;
  try {
    return { file: name, root, table: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    throw new UserError({ code: 'config-syntax', file: name, line: error.line, reason }, { cause: error });
  }
}

/** A form of it that flyctl reads where there is no fly.toml, and that is not read here. */
export function unreadConfiguration(root: string | undefined): string | undefined {
  if (root === undefined || existsSync(join(root, name))) return undefined;
  return ['fly.json', 'fly.yaml'].find((file) => existsSync(join(root, file)));
}

/** The app that FLY_APP or fly.toml names, as flyctl takes it. */
export function appFrom({ root, env }: AppPlace): AppFrom | undefined {
  const variable = env['FLY_APP'];
  if (variable !== undefined && variable !== '') return { app: variable, origin: 'FLY_APP' };
  const app = ownConfiguration(root)?.table['app'];
  return typeof app === 'string' && app !== '' ? { app, origin: name } : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(
      { code: 'config-syntax', file: name, line: 1, reason: `it cannot be read: ${(error as Error).message}` },
      { cause: error },
    );
  }
}
