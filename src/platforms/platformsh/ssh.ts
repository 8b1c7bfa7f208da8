import { dirname } from 'node:path';
import { UserError } from '../../problems.ts';
import type { ObserveDoors } from '../types.ts';
import type { Flavour } from './names.ts';
import { ask } from './program.ts';

/**
 * A configuration by which plain ssh reaches the platform as its own program does: that program writes a certificate and the keys
 * of the hosts into its own folder, and what is included from there is what it adds to ~/.ssh/config at a login. Undefined
 * where it has none: then the person's own keys lead there, or nothing does.
 */
export async function sshConfig(doors: ObserveDoors, flavour: Flavour, name: string): Promise<string | undefined> {
  try {
    await ask(doors, flavour, name, 'ssh-cert:load', '--yes');
    const file = (await ask(doors, flavour, name, 'ssh-cert:info', '--property', 'filename')).trim();
    const folder = folderOf(file);
    if (folder === undefined) return undefined;
    return [`Include "${folder}/ssh/*.config"`, 'Include ~/.ssh/config', ''].join('\n');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The program's own folder, above the one of the session that the certificate lies in. */
function folderOf(file: string): string | undefined {
  const at = file.lastIndexOf('/.session/');
  return at === -1 ? undefined : dirname(file.slice(0, at + 2));
}
