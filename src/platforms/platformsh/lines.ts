import { posix } from 'node:path';
import { quoted } from '../../quoted.ts';
import type { Layout } from '../../values/layout.ts';
import { PROJECT } from './names.ts';

/** Keys and values of a configuration. */
export type Table = Readonly<Record<string, unknown>>;

/** A line that runs a command in the folder of manage.py. */
export function inSite(layout: Pick<Layout, 'projectDir'>, command: readonly string[]): string {
  return `cd ${siteOf(layout)} && exec ${shellWords(command)}`;
}

/** The folder of manage.py there, as a word of a shell. */
export function siteOf({ projectDir }: Pick<Layout, 'projectDir'>): string {
  return quoted(posix.join(PROJECT, projectDir.value));
}

/** Argv as a line for a shell. */
export function shellWords(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}
