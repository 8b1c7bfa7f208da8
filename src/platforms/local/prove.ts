import type { Step } from '../../values/step.ts';
import { answers } from './ask-web.ts';
import type { Manner } from './manner.ts';
import { dataFolder, healthPath, proofSpec, type Release } from './release-spec.ts';

/** Steps that start the new image beside the one that serves, and ask it. */
export function prove(release: Release, { rehearse }: Manner): readonly Step[] {
  const { names } = release;
  const spec = { ...proofSpec(release), ...(rehearse && { volumes: { [dataFolder]: names.rehearsal } }) };
  const remove = { kind: 'engine', call: 'remove-container', name: names.proof } as const;
  const why = 'Only an image that answers is put into service.';
  const failure = 'proof-failed';
  return [
    {
      id: 'proof-create',
      title: 'Create a container of the new image on a spare port',
      why,
      effect: { kind: 'engine', call: 'create-container', spec },
      undo: [remove],
    },
    {
      id: 'proof-start',
      title: 'Start it on the spare port',
      why,
      effect: { kind: 'engine', call: 'start-container', name: names.proof },
      failure,
      logOf: names.proof,
    },
    answers('proof-health', `Ask it for ${healthPath}`, names.proof, healthPath, 'ok', failure),
    answers('proof-page', 'Ask it for its first page', names.proof, '/', 'below-500', failure),
    { id: 'proof-end', title: 'Remove it from the spare port', why: 'It answered.', effect: remove },
  ];
}
