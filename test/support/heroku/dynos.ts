import { randomInt, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { follow } from '../fakes/follow.ts';
import { addressOf, type Ground, pull } from '../fakes/ground.ts';
import { write } from './log.ts';
import { currentOf, type Dyno, type HerokuApp, now, type Release } from './state.ts';

/** Where dynos run, and how much time they are given. */
export interface Dynohouse extends Ground {
  /** To bind $PORT in; a test that has to see it pass makes it shorter. */
  bootLimitMs: number;
  /** Between SIGTERM and SIGKILL; 30 s on Heroku. */
  readonly stopSeconds: number;
  /** Everything ends: nothing is started any more. */
  closed: boolean;
}

const megabyte = 1024 * 1024;

interface Wanted {
  readonly name: string;
  /** Whose image it runs. */
  readonly type: string;
  readonly release: Release;
  readonly size?: string;
  /** In place of the image's own. */
  readonly command?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly stdin?: boolean;
}

/** Makes the container of a dyno as Heroku runs one; it is not started yet. Throws where its type has no image. */
export async function createDyno(
  house: Dynohouse,
  app: HerokuApp,
  wanted: Wanted,
): Promise<{ readonly dyno: Dyno; readonly container: Dockerode.Container }> {
  const { name, type, release, size = 'Basic', command, env = {}, tty = false, stdin = false } = wanted;
  const image = release.images.get(type);
  if (image === undefined) throw new Error(`v${release.version} of ${app.name} has no image for ${type}`);
  const reference = await pull(house, image.repository, image.manifest);
  if (house.closed) throw new Error('the platform is closed');
  const port = randomInt(3000, 60_000);
  // Somebody that the image has no entry for, in a group of the same number.
  const uid = randomInt(10_000, 60_000);
  const variables = { ...release.config, ...env, DYNO: name, PORT: String(port) };
  const container = await house.docker.createContainer({
    name: `sd-heroku-${app.name}-${name}-${randomUUID().slice(0, 8)}`,
    Image: reference,
    Env: Object.entries(variables).map(([key, value]) => `${key}=${value}`),
    User: `${uid}:${uid}`,
    Hostname: randomUUID(),
    Labels: house.labels,
    Healthcheck: { Test: ['NONE'] },
    StopSignal: 'SIGTERM',
    Tty: tty,
    OpenStdin: stdin,
    StdinOnce: stdin,
    ...(command !== undefined && { Cmd: ['/bin/sh', '-c', command] }),
    HostConfig: { Memory: 512 * megabyte, MemorySwap: 512 * megabyte, PidsLimit: 256, AutoRemove: false },
  });
  const shown = command ?? image.command;
  const about = { id: randomUUID(), name, type, size, command: shown, release, createdAt: now(), port };
  return { dyno: { ...about, state: 'starting', container: container.id }, container };
}

/** Starts a dyno of the formation and attends to it: told to the log, given up where it does not bind, started once more where it ends. */
export async function startDyno(house: Dynohouse, app: HerokuApp, wanted: Wanted, again = true): Promise<void> {
  const { name } = wanted;
  const { dyno, container } = await createDyno(house, app, wanted);
  app.dynos.set(name, dyno);
  write(app, 'heroku', name, `Starting process with command \`${dyno.command}\``);
  const ended = container.wait({ condition: 'next-exit' }) as Promise<{ readonly StatusCode: number }>;
  await container.start();
  void follow(house, container.id, (line) => write(app, 'app', name, line)).catch(() => undefined);
  void becomesUp(house, app, dyno);
  void ended.then(
    ({ StatusCode }) => afterEnd(house, app, wanted, dyno, StatusCode, again),
    () => undefined,
  );
}

function change(app: HerokuApp, dyno: Dyno, state: Dyno['state']): void {
  write(app, 'heroku', dyno.name, `State changed from ${dyno.state} to ${state}`);
  dyno.state = state;
}

/** A web dyno is up once it has bound $PORT, any other at once. */
async function becomesUp(house: Dynohouse, app: HerokuApp, dyno: Dyno): Promise<void> {
  if (dyno.type !== 'web') return change(app, dyno, 'up');
  const limit = Date.now() + house.bootLimitMs;
  while (dyno.state === 'starting' && !house.closed) {
    if (await isBound(house, dyno)) return dyno.state === 'starting' ? change(app, dyno, 'up') : undefined;
    if (Date.now() > limit) {
      const seconds = Math.round(house.bootLimitMs / 1000);
      const said = `Web process failed to bind to $PORT within ${seconds} seconds of launch`;
      write(app, 'heroku', dyno.name, `Error R10 (Boot timeout) -> ${said}`);
      await house.docker
        .getContainer(dyno.container ?? '')
        .kill()
        .catch(() => undefined);
      return;
    }
    await pause(50);
  }
}

async function isBound(house: Dynohouse, { container = '', port }: Dyno): Promise<boolean> {
  const host = await addressOf(house, container);
  if (host === undefined) return false;
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (bound: boolean) => {
      socket.destroy();
      resolve(bound);
    };
    socket.on('connect', () => done(true)).on('timeout', () => done(false));
    socket.on('error', () => done(false));
  });
}

async function afterEnd(
  house: Dynohouse,
  app: HerokuApp,
  wanted: Wanted,
  dyno: Dyno,
  code: number,
  again: boolean,
): Promise<void> {
  // Whoever stops a dyno takes it away first.
  if (app.dynos.get(dyno.name) !== dyno || house.closed) return;
  write(app, 'heroku', dyno.name, `Process exited with status ${code}`);
  change(app, dyno, 'crashed');
  await removeContainer(house, dyno);
  if (!again || app.dynos.get(dyno.name) !== dyno || house.closed) return;
  change(app, dyno, 'starting');
  await startDyno(house, app, wanted, false).catch(() => undefined);
}

/** Ends a dyno: SIGTERM, and SIGKILL for what is still there after a while. Its disk goes with it. */
export async function stopDyno(house: Dynohouse, app: HerokuApp, dyno: Dyno): Promise<void> {
  if (app.dynos.get(dyno.name) === dyno) app.dynos.delete(dyno.name);
  if (dyno.container === undefined) return;
  if (dyno.state === 'up' || dyno.state === 'starting') {
    write(app, 'heroku', dyno.name, 'Stopping all processes with SIGTERM');
    dyno.state = 'down';
    await house.docker
      .getContainer(dyno.container)
      .stop({ t: house.stopSeconds })
      .catch(() => undefined);
  }
  await removeContainer(house, dyno);
}

async function removeContainer({ docker }: Dynohouse, dyno: Dyno): Promise<void> {
  const { container } = dyno;
  if (container === undefined) return;
  delete dyno.container;
  await docker
    .getContainer(container)
    .remove({ force: true, v: true })
    .catch(() => undefined);
}

/** Makes the dynos what the formation and the current release say: all anew (`restart`), or only what is missing or too many. */
export async function settle(
  house: Dynohouse,
  app: HerokuApp,
  { restart }: { readonly restart: boolean },
): Promise<void> {
  const release = currentOf(app);
  const formed = [...app.formation.values()].filter(({ type }) => release?.images.has(type));
  const wanted = formed.flatMap(({ type, quantity, size }) =>
    Array.from({ length: quantity }, (_, index) => ({ name: `${type}.${index + 1}`, type, size })),
  );
  const isWanted = (name: string): boolean => wanted.some((each) => each.name === name);
  const leaving = [...app.dynos.values()].filter(
    ({ name, type }) => name.startsWith(`${type}.`) && (restart || !isWanted(name)),
  );
  // The old ones are told to stop while the new ones start, as on Heroku: nothing waits for them.
  for (const dyno of leaving) void stopDyno(house, app, dyno);
  const starting = wanted.filter(({ name }) => !app.dynos.has(name));
  for (const { name, type, size } of starting)
    await startDyno(house, app, { name, type, size, release: release! }).catch((error: Error) => {
      if (!house.closed) write(app, 'heroku', name, error.message);
    });
}
