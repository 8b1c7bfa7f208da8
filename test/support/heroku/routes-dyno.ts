import { randomInt, randomUUID } from 'node:crypto';
import { follow } from '../fakes/follow.ts';
import { dynoAnswer } from './answers.ts';
import { Answer, type Call, Refused, type Route } from './api.ts';
import { createDyno, settle, stopDyno } from './dynos.ts';
import { write } from './log.ts';
import { attached } from './rendezvous.ts';
import { appOf, notFound } from './routes-app.ts';
import { openSession } from './streams.ts';
import { currentOf, type Dyno, now } from './state.ts';

export const dynoRoutes: readonly Route[] = [
  ['GET', '/apps/{id}/dynos', list],
  ['POST', '/apps/{id}/dynos', create],
  ['GET', '/apps/{id}/dynos/{id}', (call) => dynoAnswer(appOf(call), dynoOf(call))],
  ['DELETE', '/apps/{id}/dynos', restartAll],
  ['DELETE', '/apps/{id}/dynos/{id}', stop],
  ['POST', '/apps/{id}/dynos/{id}/actions/stop', stop],
  ['POST', '/apps/{id}/log-sessions', openLog],
];

function list(call: Call): unknown {
  const app = appOf(call);
  return [...app.dynos.values()].map((each) => dynoAnswer(app, each));
}

function dynoOf(call: Call): Dyno {
  const [, name = ''] = call.params;
  const found = [...appOf(call).dynos.values()].find((each) => each.name === name || each.id === name);
  return found ?? notFound('dyno');
}

interface OneOff {
  readonly command: string;
  readonly attach?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly force_no_tty?: boolean | null;
  readonly size?: string;
  readonly type?: string;
}

/** A one-off dyno: the web image with another command; attached, it waits for whoever comes with its secret. */
async function create(call: Call): Promise<unknown> {
  const app = appOf(call);
  const { command, attach = false, env = {}, force_no_tty: plain, size, type = 'run' } = call.body as OneOff;
  const { house, places } = call.platform;
  const release = currentOf(app);
  const of = release?.images.has(type) ? type : 'web';
  if (release === undefined || !release.images.has(of))
    throw new Refused(422, 'invalid_params', 'No release with an image to run a command in.');
  const name = `run.${randomInt(1000, 9999)}`;
  const tty = attach && plain !== true;
  const wanted = { name, type: of, release, command, env, tty, stdin: attach, ...(size !== undefined && { size }) };
  const { dyno, container } = await createDyno(house, app, wanted);
  const oneOff: Dyno = { ...dyno, type: 'run' };
  app.dynos.set(name, oneOff);
  const clear = async (): Promise<void> => {
    write(app, 'heroku', name, 'Process exited');
    await stopDyno(house, app, { ...oneOff, state: 'down' });
    app.dynos.delete(name);
  };
  if (attach) oneOff.attachUrl = `${places.rendezvous}/${attached(house, container, { tty, done: clear })}`;
  else {
    await container.start();
    oneOff.state = 'up';
    void follow(house, container.id, (line) => write(app, 'app', name, line))
      .then(() => clear())
      .catch(() => undefined);
  }
  write(app, 'heroku', name, `Starting process with command \`${command}\``);
  return new Answer(201, dynoAnswer(app, oneOff));
}

async function stop(call: Call): Promise<unknown> {
  const app = appOf(call);
  const dyno = dynoOf(call);
  await stopDyno(call.platform.house, app, dyno);
  // One of the formation comes back.
  if (dyno.type !== 'run') await settle(call.platform.house, app, { restart: false });
  return new Answer(202, {});
}

async function restartAll(call: Call): Promise<unknown> {
  await settle(call.platform.house, appOf(call), { restart: true });
  return new Answer(202, {});
}

interface LogWanted {
  readonly dyno?: string;
  readonly type?: string;
  readonly lines?: number;
  readonly source?: string;
  readonly tail?: boolean;
}

function openLog(call: Call): unknown {
  const app = appOf(call);
  const { dyno, type, lines = 100, source, tail = false } = call.body as LogWanted;
  const fits = (line: string): boolean => {
    const [, from = '', process = ''] = / (\w+)\[([^\]]+)\]:/.exec(line) ?? [];
    const of = dyno ?? type;
    return (
      (source === undefined || source === from) && (of === undefined || of === process || of === process.split('.')[0])
    );
  };
  const id = openSession({ app, fits, lines: Math.min(lines, 1500), tail });
  const url = `${call.platform.places.url}/logs/${id}`;
  return new Answer(201, { id: randomUUID(), logplex_url: url, created_at: now(), updated_at: now() });
}
