import { follow } from './activity.ts';
import { type Call, type Route, streamed } from './api.ts';
import { bodyOf } from './body.ts';
import { deployPush } from './deploy.ts';
import { acceptPush, NotAccepted, type Received } from './pushed.ts';
import type { Project } from './state.ts';

/** What the git host and its shells ask the platform. */
export const hostRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/-\/git\/(receive-pack|upload-pack)$/, for: 'host', answer: service },
  { method: 'POST', path: /^\/-\/git\/pre-receive$/, for: 'host', answer: (call) => saying(call, check) },
  { method: 'POST', path: /^\/-\/git\/post-receive$/, for: 'host', answer: (call) => saying(call, take) },
  { method: 'POST', path: /^\/-\/shell$/, for: 'host', answer: shell },
];

/** Faults are asked for by "GIT receive-pack <project>": a status refuses, `dropAfter` cuts the connection. */
async function service({ platform, params: [service], body }: Call): Promise<unknown> {
  const { project } = bodyOf<{ project: string }>(body, { project: 'string' });
  const fault = await platform.faults.meet('GIT', `${service} ${project}`);
  return {
    ...(fault?.status !== undefined && { refuse: fault.message ?? 'The git host does not answer.' }),
    ...(fault?.dropAfter !== undefined && { dropAfter: fault.dropAfter }),
  };
}

type Say = (line: string) => void;

/** Writes what is said as lines, and whether it went well as the last one. */
async function saying(call: Call, work: (call: Call, received: Received, project: Project, say: Say) => Promise<void>) {
  const { outgoing, platform } = call;
  const received = bodyOf<Received>(call.body, {
    project: 'string',
    updates: 'list',
    options: 'list',
    objects: 'object',
    noWait: 'boolean',
  });
  const project = platform.state.projects.get(received.project);
  outgoing.writeHead(200, { 'content-type': 'text/plain' });
  const say: Say = (line) => void outgoing.write(`${line}\n`);
  try {
    if (project === undefined) throw new NotAccepted('There is no such project.');
    await work(call, received, project, say);
    outgoing.end('\u0000ok\n');
  } catch (error) {
    if (!(error instanceof NotAccepted)) platform.violation(String((error as Error).stack));
    say(`E: ${(error as Error).message}`);
    outgoing.end('\u0000no\n');
  }
  return streamed;
}

async function check({ platform }: Call, received: Received, project: Project, say: Say): Promise<void> {
  const fault = await platform.faults.meet('GIT', `pre-receive ${project.id}`);
  if (fault !== undefined) throw new NotAccepted(fault.message ?? 'The push was refused.');
  await acceptPush(platform, project, received, say);
}

async function take({ platform }: Call, received: Received, project: Project, say: Say): Promise<void> {
  for (const { ref, before, after } of received.updates) {
    const id = ref.replace('refs/heads/', '');
    const activity = deployPush(platform, project, { branch: id, before, after, options: received.options });
    if (activity === undefined) say(`Environment ${id} is not active, skipping the deployment.`);
    else if (received.noWait) say('Your push is being processed in the background.');
    else {
      say('');
      await follow(activity, say);
    }
  }
}

/** Named `<app>--<environment>--<project>.ssh.<region>`. */
function shell({ platform: { state }, body }: Call): unknown {
  const { host } = bodyOf<{ host: string }>(body, { host: 'string' });
  const [project, machine, ...app] = (host.split('.')[0] ?? '').split('--').toReversed();
  const environments = [...(state.projects.get(project ?? '')?.environments.values() ?? [])];
  const { deployment } = environments.find(({ machineName }) => machineName === machine) ?? {};
  const all = [...(deployment?.apps ?? []), ...(deployment?.workers ?? [])];
  const found = all.find(({ name }) => name === app.toReversed().join('--'));
  if (found === undefined) return {};
  return found.container === '' ? {} : { container: found.container };
}
