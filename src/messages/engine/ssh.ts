import type { EngineProblem } from '../../problems/engine.ts';
import type { WordsOf } from '../words.ts';

type SshProblem = Extract<EngineProblem, { readonly code: `ssh-${string}` }>;

const startAgent = 'eval "$(ssh-agent)" && ssh-add   # starts an agent and gives it your keys';
/** The flag without what it was given: the agent of SSH_AUTH_SOCK. */
const withKey = (id: string): string => `or name a key without a passphrase: --ssh ${id}=PATH_OF_THE_KEY`;

export const sshWords: WordsOf<SshProblem> = {
  'ssh-agent-unset': ({ id }) => ({
    what: `--ssh ${id} lends the build your SSH agent, and none is known here: SSH_AUTH_SOCK is not set.`,
    next: [startAgent, withKey(id)],
  }),
  'ssh-agent-absent': ({ id, path, reason }) => ({
    what: `No SSH agent answers at ${path}, which --ssh ${id} lends to the build.`,
    found: [reason],
    next: ['ssh-add -l   # shows whether your agent answers', startAgent, withKey(id)],
  }),
  'ssh-agent-empty': ({ id, path }) => ({
    what: `The SSH agent at ${path}, which --ssh ${id} lends to the build, holds no key.`,
    next: ['ssh-add   # gives it your keys; `ssh-add PATH` gives it another one', 'ssh-add -l   # lists what it holds'],
  }),
  'ssh-agent-refused': ({ path }) => ({
    what: `The SSH agent at ${path} refused to sign for the build.`,
    next: [
      'ssh-add -T PATH_OF_THE_PUBLIC_KEY   # tries each key',
      'confirm when the agent asks, or unlock it: ssh-add -X',
    ],
  }),
  'ssh-key-unusable': ({ files, reason }) => ({
    what: `The key that --ssh names cannot be used: ${files.join(', ')}.`,
    found: [reason],
    next: fix(files, reason),
  }),
};

function fix(files: readonly string[], reason: string): readonly string[] {
  if (/No such file/i.test(reason)) return ['give the path of a key, or of the socket of an agent'];
  if (/too open/i.test(reason)) return [`chmod 600 ${files.join(' ')}   # others may read it`];
  const half = files.find((file) => file.endsWith('.pub'));
  if (half !== undefined) return [`${half} is the public half: name ${half.slice(0, -'.pub'.length)}`];
  return [`ssh-add ${files.join(' ')}   # asks for a passphrase where there is one; then give --ssh default`];
}
