import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectEngine, type Engine } from '../../src/docker/engine.ts';
import { openAgents } from '../../src/docker/ssh/agents.ts';
import { removeImage } from '../../src/docker/images.ts';
import { makeKey, startAgent, type TestAgent } from '../support/ssh-agent.ts';
import { fileEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild, type TrialOptions } from './build-suite.ts';

/** Asks an agent as ssh does: which keys, sign with the first of them; then what a build may not ask. */
const client = `import os, socket, struct, sys
def string(data): return struct.pack('>I', len(data)) + data
def ask(to, kind, body=b''):
    to.sendall(string(bytes([kind]) + body))
    def read(count):
        data = b''
        while len(data) < count:
            more = to.recv(count - len(data))
            if not more: sys.exit('the agent is gone')
            data += more
        return data
    return read(struct.unpack('>I', read(4))[0])
def connect():
    to = socket.socket(socket.AF_UNIX)
    to.connect(os.environ['SSH_AUTH_SOCK'])
    return to
agent = connect()
# What ssh says first (session-bind@openssh.com): refused, and the conversation goes on.
print('extension', ask(agent, 27, string(b'session-bind@openssh.com') + b'x' * 300)[0])
keys = ask(agent, 11)
print('keys', struct.unpack('>I', keys[1:5])[0])
length = struct.unpack('>I', keys[5:9])[0]
key = keys[9:9 + length]
# Long enough to come in several pieces.
signed = ask(agent, 13, string(key) + string(b'x' * 100_000) + struct.pack('>I', 0))
print('signed', signed[0], len(signed) > 60)
print('remove all', ask(agent, 19)[0], 'lock', ask(agent, 22, string(b'pw'))[0], 'add', ask(agent, 17, b'x' * 50)[0])
second = connect()
print('keys after that', struct.unpack('>I', ask(second, 11)[1:5])[0])
`;

/** What SSH agents have to do on every engine. */
export function sshSuite(start: () => Promise<{ env: NodeJS.ProcessEnv; stop: () => Promise<void> }>): void {
  let machine: Awaited<ReturnType<typeof start>>;
  let engine: Engine;
  let agent: TestAgent;
  const built = new Set<string>();
  beforeAll(async () => {
    machine = await start();
    engine = await connectEngine(machine.env);
    agent = await startAgent(makeKey());
  });
  afterAll(async () => {
    for (const reference of built) await removeImage(engine, reference);
    engine.close();
    agent.stop();
    await machine.stop();
  });

  /** A build whose one step mounts the agent of that id and runs the client. */
  async function ask(o: TrialOptions, { id = 'default', last = 'true', name = 'agent' } = {}) {
    const mounts = `--mount=type=ssh,id=${id},required=true --mount=type=bind,source=client.py,target=/client.py`;
    const plan = tinyPlan(
      `ssh-${name}`,
      `FROM ${localBase}\nRUN ${mounts} python3 /client.py && ${last} # ${run} ${name}\nRUN echo "agent:$SSH_AUTH_SOCK" # ${run}\n`,
      [fileEntry('client.py', client)],
    );
    built.add(plan.reference);
    return await tryBuild(engine, plan, o);
  }

  const signed = ['extension 5', 'keys 1', 'signed 14 True', 'remove all 5 lock 5 add 5', 'keys after that 1'];

  test('a step speaks with the agent: it may list keys and sign, and nothing else; later steps know of no agent', async () => {
    const { sockets: agents } = await openAgents(new Map([['default', [agent.socket]]]), {});
    const { lines, problem } = await ask({ agents });
    expect(problem).toBeUndefined();
    expect(lines).toEqual([...signed, 'agent:']);
    expect(agent.list()).toContain('ED25519');
  });

  test('keys of a file, by an id of their own', async () => {
    const lent = await openAgents(new Map([['deploy', [makeKey('rsa').file]]]), process.env);
    const { lines } = await ask({ agents: lent.sockets }, { id: 'deploy', name: 'file' });
    await lent.close();
    expect(lines).toEqual([...signed, 'agent:']);
  });

  test('an id that is not offered, and a session without any', async () => {
    const agents = new Map([['default', agent.socket]]);
    for (const offered of [agents, new Map<string, string>()]) {
      const { problem, lines } = await ask({ agents: offered }, { id: 'unknown', name: 'unknown' });
      expect(lines).toEqual([]);
      expect(JSON.stringify(problem)).toMatch(/unknown/);
    }
  });

  test('an agent that refuses to sign is the reason of a step that was let in nowhere, and of no other', async () => {
    const asking = await startAgent();
    asking.add(makeKey(), '-c');
    const agents = new Map([['default', asking.socket]]);
    const denied = { last: "{ echo 'git@far.test: Permission denied (publickey).' >&2; exit 128; }", name: 'denied' };
    expect((await ask({ agents }, denied)).problem).toEqual({
      code: 'ssh-agent-refused',
      id: 'default',
      path: asking.socket,
    });
    const other = await ask({ agents }, { last: 'exit 3', name: 'other' });
    expect(other.problem).toMatchObject({ code: 'build-step-failed', exitCode: 3 });
    expect(other.lines).toContain('signed 5 False');
    asking.stop();
  });

  test('an agent that ends before it is asked', async () => {
    const ending = await startAgent(makeKey());
    ending.stop();
    const { problem, lines } = await ask({ agents: new Map([['default', ending.socket]]) }, { name: 'ending' });
    expect(lines).toContain('the agent is gone');
    expect(problem).toMatchObject({ code: 'build-step-failed', exitCode: 1 });
  });
}
