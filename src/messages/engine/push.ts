import type { EngineProblem } from '../../problems/engine.ts';
import type { WordsOf } from '../words.ts';

type PushProblem = Extract<
  EngineProblem,
  { readonly code: `registry-${string}` | `credential${string}` | 'push-cancelled' }
>;

/** Words for what goes wrong between the engine and a registry. */
export const pushWords: WordsOf<PushProblem> = {
  'push-cancelled': () => ({
    what: 'The push was interrupted; layers that arrived are kept by the registry.',
    next: [],
  }),
  'registry-unauthorized': ({ registry, reference, username, reason }) => ({
    what:
      username === undefined
        ? `The registry ${registry} wants a password for ${reference}, and docker's configuration has none for it.`
        : `The registry ${registry} does not accept the password of "${username}" for ${reference}.`,
    found: [reason],
    next: [`docker login ${registry}`],
  }),
  'registry-denied': ({ registry, reference, reason }) => ({
    what: `The registry ${registry} does not let you write to ${reference}.`,
    found: [reason],
    next: [
      'check the name: the account must own it, and some registries want the repository to exist before the first push',
      `log in as a user who may write there: docker login ${registry}`,
    ],
  }),
  'registry-unreachable': ({ registry, reference, reason }) => ({
    what: `The registry ${registry} cannot be reached to push ${reference}.`,
    found: [reason],
    next: [
      'check its name and port, and that the machine of the engine or this one reaches it (HTTPS_PROXY, NO_PROXY)',
      'a registry without TLS has to be listed in the engine\'s "insecure-registries" unless it is on localhost',
    ],
  }),
  'registry-refused': ({ registry, reference, reason, status }) => ({
    what: `The registry ${registry} refused ${reference}: ${reason}`,
    next: [afterStatus(status) ?? 'run it again with --verbose to see what led there'],
  }),
  'credentials-unreadable': ({ registry, file, reason }) => ({
    what: `What ${file} holds for ${registry} cannot be read: ${reason}.`,
    next: [`docker login ${registry}`],
  }),
  'credential-helper-failed': ({ registry, helper, file, reason }) => ({
    what: `The credential helper ${helper}, which ${file} names for ${registry}, failed.`,
    found: [reason],
    next: [`echo ${registry} | ${helper} get   # shows what it says`, `docker login ${registry}`],
  }),
};

/** What an HTTP status says of the way out. */
function afterStatus(status: number | undefined): string | undefined {
  if (status === undefined) return undefined;
  if (status === 413)
    return 'what stands before the registry takes no upload of that size: raise its limit (nginx: client_max_body_size)';
  if (status === 429) return 'it has too much to do: push again later; layers that arrived are not sent again';
  if (status >= 500) return 'it has trouble of its own: push again later; layers that arrived are not sent again';
  if (status === 404 || status === 405)
    return 'see whether a registry that takes images answers there, and the repository exists';
  return undefined;
}
