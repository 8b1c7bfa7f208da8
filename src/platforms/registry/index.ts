import { credentialsFor } from '../../docker/credentials.ts';
import { isInsecureHere } from '../../docker/insecure-registries.ts';
import { page } from '../../documentation.ts';
import { UserError } from '../../problems.ts';
import { manifestDigest } from '../../registry/manifest-digest.ts';
import { parseReference } from '../../values/reference.ts';
import type { Step, StepResult } from '../../values/step.ts';
import { REMOTE_OS_ARCH } from '../../values/remote-os-arch.ts';
import { dataNotes } from '../data-notes.ts';
import { commandsFor, needed } from './commands.ts';
import { refuseOtherMachine } from '../machine.ts';
import { runFacts } from '../run-facts.ts';
import { travelOf } from '../travel.ts';
import type { ObserveDoors, Outcome, Plan, Platform, PushRequest, Request, Target } from '../types.ts';

/** Takes the image to container registries; running it is the business of what pulls it. */
export const registry: Platform<Now> = {
  name: 'registry',
  about: 'pushes the image to container registries (--destination)',
  tool: 'docker',
  hasApps: false,
  observe,
  needs: (_now, { database }) => ({ osArch: REMOTE_OS_ARCH, ...(database !== undefined && { database }) }),
  plan: (now, request: Request): Plan => (request.verb === 'push' ? planPush(now, request) : cannot(request.verb)),
};

/** What the registries keep under each destination: its digest, where there is one. */
type Now = ReadonlyMap<string, string | undefined>;

async function observe({ engine, env, signal, secret }: ObserveDoors, { destinations = [] }: Target): Promise<Now> {
  const found = destinations.map(fullDestination).map(async (destination) => {
    const { registry: host = '' } = parseReference(destination);
    const credentials = await credentialsFor(host, env);
    for (const value of [credentials?.password, credentials?.identityToken]) if (value) secret(value);
    const insecure = await isInsecureHere(engine, host);
    const access = { env, signal, secret, insecure, ...(credentials && { credentials }) };
    return [destination, await manifestDigest(destination, access)] as const;
  });
  return new Map(await Promise.all(found));
}

function planPush(now: Now, { image, destinations, format }: PushRequest): Plan {
  if (destinations.length === 0) throw new UserError({ code: 'destination-missing' });
  refuseOtherMachine(image);
  const targets = destinations.map(fullDestination);
  const steps = targets.map((destination, index): Step => ({
    id: `push-${index + 1}`,
    title: `Push to ${destination}`,
    why: 'Only the layers that the registry lacks travel.',
    effect: {
      kind: 'registry-push',
      image: image.reference,
      destination,
      ...(image.isFile && { isFile: true }),
      ...(format && { format }),
    },
  }));
  return { steps, outcome: (results) => outcomeOf(now, { image, targets, format }, results) };
}

interface Chosen {
  readonly targets: readonly string[];
  readonly format: PushRequest['format'];
}

function outcomeOf(
  now: Now,
  { image, targets, format }: Pick<PushRequest, 'image'> & Chosen,
  results: readonly StepResult[],
): Outcome {
  const chosen = format === undefined ? [] : [`--format ${format}`];
  const pushed = results.flatMap(({ pushed }, index) => (pushed ? [{ ...pushed, to: targets[index] ?? '' }] : []));
  return {
    changed: pushed.some(({ to, digest }) => now.get(to) !== digest),
    data: pushed.map(({ to, digest }) => withDigest(to, digest)),
    urls: [],
    facts: [
      ...pushed.map(({ to, digest, ...travelled }) => ({ name: to, value: `${digest}, ${travelOf(travelled)}` })),
      ...needed(image.facts),
      ...runFacts(image),
    ],
    notes: dataNotes(image.facts, true),
    redeploy: ['simple-deploy push --to registry', ...targets.map((each) => `--destination ${each}`), ...chosen].join(
      ' ',
    ),
    docs: ['docs/platforms/registry.md'],
    commands: pushed.slice(0, 1).flatMap(({ to, digest }) => commandsFor(withDigest(to, digest), image)),
    links: ['oci-image', 'kubernetes-images'],
  };
}

/** The destination with its tag. Throws `destination-invalid`. */
function fullDestination(destination: string): string {
  const { registry, repository, tag, digest } = parseReference(destination);
  const invalid = (why: string) => new UserError({ code: 'destination-invalid', destination, why });
  if (digest !== undefined) throw invalid('a digest cannot be chosen, it follows from the image');
  if (registry === undefined) throw invalid('the host of the registry is missing');
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository))
    throw invalid('a repository has lower case letters, digits, ".", "_", "-" and "/"');
  // The OCI distribution specification, "pulling manifests".
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))
    throw invalid('a tag has letters, digits, ".", "_" and "-", 128 at most');
  return `${registry}/${repository}:${tag ?? 'latest'}`;
}

/** The digest reference, which never means another image: what to hand to whatever runs it. */
function withDigest(destination: string, digest: string): string {
  return `${destination.slice(0, destination.lastIndexOf(':'))}@${digest}`;
}

const reasons: Readonly<Record<Exclude<Request['verb'], 'push'>, string>> = {
  status: 'a registry keeps images and does not run them',
  logs: 'nothing runs there that could write a log',
  open: 'nothing runs there that has an address',
  run: 'nothing runs there',
  rollback: 'what runs the image decides which one: give it an earlier digest',
  destroy: 'images are deleted in the registry itself, with its own tools and rights',
};

function cannot(verb: Exclude<Request['verb'], 'push'>): Plan {
  const next = [`${page('docs/platforms/registry.md')} says what a registry is for.`];
  return { cannot: { code: 'platform-cannot', platform: 'registry', verb, reason: reasons[verb], next } };
}
