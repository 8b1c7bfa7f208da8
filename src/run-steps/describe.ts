import type { Effect, Probe } from '../values/step.ts';

/** An effect in a few words for the log: names only, never a value of a variable, a header or a body. */
export function describeEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'engine':
      return `${effect.call} ${subject(effect)}`;
    case 'wait':
      return `wait until ${effect.until}: ${probed(effect.probe)}`;
    case 'registry-push':
      return `push ${effect.image} to ${effect.destination}`;
    case 'git-push':
      return `push a commit to ${effect.branch} of ${effect.remote.url}`;
    case 'api':
      return `${effect.method} ${effect.url}`;
    case 'watch':
      return `watch ${effect.request.url} until ${effect.until.join(' or ')}`;
    case 'attend':
      return `attend what ${effect.request.method} ${effect.request.url} begins`;
    case 'text':
      return `read what ${effect.request.method} ${effect.request.url} names`;
    case 'command':
      return effect.argv.join(' ');
  }
}

function probed(probe: Probe): string {
  if (probe.kind === 'program') return probe.command.argv.join(' ');
  return probe.kind === 'url' ? probe.url : probe.container;
}

function subject(call: Extract<Effect, { kind: 'engine' }>): string {
  if ('spec' in call) {
    const { name, image, command, env } = call.spec;
    const variables = Object.keys(env).toSorted().join(' ');
    return `${name} from ${image}${command ? `: ${command.join(' ')}` : ''} with ${variables || 'no variables'}`;
  }
  return 'reference' in call ? call.reference : call.name;
}
