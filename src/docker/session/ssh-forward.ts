import { type handleBidiStreamingCall, type handleUnaryCall, type ServerDuplexStream, status } from '@grpc/grpc-js';
import { UserError } from '../../problems.ts';
import { type AgentConnection, connectAgent } from '../ssh/agent-connection.ts';
import { agentMessages, bareMessage, messageType, typeOf } from '../ssh/agent-messages.ts';
import { method, type Service } from './method.ts';

/** The agents that a build may ask, and where our failures are told. */
export interface SshOffers {
  readonly agents: ReadonlyMap<string, string>;
  onError(error: unknown): void;
}

interface Bytes {
  readonly data: Uint8Array;
}
type Call = ServerDuplexStream<Bytes, Bytes>;

/** BuildKit's SSH service (moby/buildkit, session/sshforward/ssh.proto): a build's ssh speaks with an agent of ours. */
export function sshService(offers: SshOffers): Service {
  return {
    definition: {
      CheckAgent: method('/moby.sshforward.v1.SSH/CheckAgent', 'CheckAgentRequest', 'Empty'),
      ForwardAgent: method('/moby.sshforward.v1.SSH/ForwardAgent', 'BytesMessage', 'BytesMessage', true),
    },
    implementation: { CheckAgent: checkAgent(offers), ForwardAgent: forwardAgent(offers) },
  };
}

function checkAgent({ agents }: SshOffers): handleUnaryCall<{ id: string }, object> {
  return (call, reply) => {
    const id = call.request.id || 'default';
    if (agents.has(id)) reply(null, {});
    else reply({ code: status.NOT_FOUND, details: `no SSH agent "${id}" is offered` });
  };
}

function forwardAgent(offers: SshOffers): handleBidiStreamingCall<Bytes, Bytes> {
  return (call) => {
    const id = String(call.metadata.get('buildkit.ssh.id')[0] ?? 'default');
    const path = offers.agents.get(id);
    if (path === undefined) {
      call.emit('error', { code: status.NOT_FOUND, details: `no SSH agent "${id}" is offered` });
      return;
    }
    const onRefused = (): void => offers.onError(new UserError({ code: 'ssh-agent-refused', id, path }));
    relay(call, path, onRefused).catch((error: unknown) => {
      const { message } = error as Error;
      offers.onError(new UserError({ code: 'ssh-agent-absent', id, path, reason: message }, { cause: error }));
      // Whatever happened: an ssh that is not told waits for ever.
      call.emit('error', { code: status.UNAVAILABLE, details: message });
    });
  };
}

/** What a build may ask; everything else (adding keys, removing them, locking) is refused, as docker's client does. */
const allowed: ReadonlySet<number> = new Set([messageType.identities, messageType.sign]);

async function relay(call: Call, path: string, onRefused: () => void): Promise<void> {
  let agent: AgentConnection | undefined;
  call.on('cancelled', () => agent?.close());
  try {
    for await (const question of agentMessages(bytesOf(call))) {
      // Only now: what says nothing asks nobody.
      agent ??= await connectAgent(path);
      const type = typeOf(question);
      const answer = allowed.has(type) ? await agent.ask(question) : bareMessage(messageType.failure);
      if (type === messageType.sign && typeOf(answer) === messageType.failure) onRefused();
      call.write({ data: answer });
    }
    call.end();
  } finally {
    agent?.close();
  }
}

async function* bytesOf(call: Call): AsyncGenerator<Uint8Array> {
  // A call that is destroyed when we stop reading could not be answered any more.
  const pieces = call.iterator({ destroyOnReturn: false }) as AsyncIterable<Bytes>;
  for await (const { data } of pieces) yield data;
}
