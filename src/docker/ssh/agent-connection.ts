import { connect } from 'node:net';
import { agentMessages, bareMessage, keyCount, messageType, typeOf } from './agent-messages.ts';

/** A connection to an SSH agent: one question after the other. */
export interface AgentConnection {
  /** Gives the answer. Rejects when the agent has gone away. */
  readonly ask: (message: Buffer) => Promise<Buffer>;
  readonly close: () => void;
}

/** Connects to the agent that listens there. Rejects with Node's error when nobody does. */
export async function connectAgent(path: string): Promise<AgentConnection> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  // What happens later shows where an answer is waited for.
  socket.on('error', () => undefined);
  const answers = agentMessages(socket);
  return {
    ask: async (message) => {
      socket.write(message);
      const { value, done } = await answers.next();
      if (done) throw new Error('the agent ended the connection');
      return value;
    },
    close: () => socket.destroy(),
  };
}

/** How long an agent may think about which keys it holds; one that has to ask a person does so only to sign. */
const patience = 10_000;

/** The number of keys that an agent offers. Rejects when there is none that answers as an agent does. */
export async function countKeys(path: string): Promise<number> {
  const agent = await connectAgent(path);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), patience);
  });
  try {
    const answer = await Promise.race([agent.ask(bareMessage(messageType.identities)), tooLate]);
    if (typeOf(answer) !== messageType.identitiesAnswer) throw new Error('it does not tell which keys it holds');
    return keyCount(answer);
  } finally {
    clearTimeout(timer);
    agent.close();
  }
}
