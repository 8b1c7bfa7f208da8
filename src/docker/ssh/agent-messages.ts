/** What a message asks or answers (draft-miller-ssh-agent, section 5.1). */
export const messageType = { failure: 5, identities: 11, identitiesAnswer: 12, sign: 13 } as const;

/** OpenSSH's own limit on a message (AGENT_MAX_LEN in ssh-agent.c). */
const limit = 256 * 1024;
const headLength = 4;

/** A message of one byte: a question without arguments, or an answer that says no. */
export function bareMessage(type: number): Buffer {
  return Buffer.from([0, 0, 0, 1, type]);
}

/** The type of a whole message. */
export function typeOf(message: Buffer): number {
  return message[headLength] ?? 0;
}

/** How many keys an `identitiesAnswer` lists. */
export function keyCount(answer: Buffer): number {
  return answer.length < headLength + 5 ? 0 : answer.readUInt32BE(headLength + 1);
}

/**
 * The messages of a stream, whole, each with its length in front; what is cut short at the end is dropped. Throws when
 * one is longer than any agent takes.
 */
export async function* agentMessages(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of stream) {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= headLength) {
      const end = headLength + rest.readUInt32BE();
      if (end > limit) throw new Error(`a message of ${end} bytes is none of an SSH agent's`);
      if (rest.length < end) break;
      yield rest.subarray(0, end);
      rest = rest.subarray(end);
    }
  }
}
