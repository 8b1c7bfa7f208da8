import { randomUUID } from 'node:crypto';
import { follow } from '../fakes/follow.ts';
import { createDyno, type Dynohouse, settle, stopDyno } from './dynos.ts';
import { write } from './log.ts';
import { addRelease, type Code, type HerokuApp, now, type Output, type Release } from './state.ts';
import { user } from './answers.ts';

interface Changes {
  readonly code?: Code;
  /** Without the release phase, as when an add-on changes its own variables. */
  readonly quiet?: boolean;
}

/**
 * Makes a release. Where its images have one for the process type `release`, that runs first: until then the release is
 * pending, and where it fails the old dynos stay. Then all dynos start anew.
 */
export function makeRelease(
  house: Dynohouse,
  app: HerokuApp,
  description: string,
  { code, quiet = false }: Changes = {},
): Release {
  const release = addRelease(app, description, { status: 'pending', ...(code && { code }) });
  if (!quiet && release.images.has('release')) release.output = newOutput();
  else take(app, release);
  write(app, 'app', 'api', `Release v${release.version} created by user ${user.email}`);
  app.turn = app.turn.then(() => carryOut(house, app, release)).catch(() => undefined);
  return release;
}

/** From now on it is the one that runs. */
function take(app: HerokuApp, release: Release): void {
  release.status = 'succeeded';
  app.stack = release.stack;
  const types = [...release.images.keys()].filter((type) => type !== 'release');
  for (const type of types)
    if (!app.formation.has(type)) {
      // The first release of a web process starts one dyno of it; of others none.
      const quantity = type === 'web' ? 1 : 0;
      app.formation.set(type, { id: randomUUID(), type, quantity, size: 'Basic', createdAt: now() });
    }
  if (release.slug === undefined)
    for (const type of app.formation.keys()) if (!types.includes(type)) app.formation.delete(type);
}

async function carryOut(house: Dynohouse, app: HerokuApp, release: Release): Promise<void> {
  if (house.closed) return;
  if (release.output !== undefined) {
    const code = await runPhase(house, app, release, release.output);
    if (code !== 0) {
      release.status = 'failed';
      return;
    }
    take(app, release);
  }
  await settle(house, app, { restart: true });
}

async function runPhase(house: Dynohouse, app: HerokuApp, release: Release, output: Output): Promise<number> {
  const name = `release.${1000 + release.version}`;
  try {
    const { dyno, container } = await createDyno(house, app, { name, type: 'release', release });
    const ended = container.wait({ condition: 'next-exit' }) as Promise<{ readonly StatusCode: number }>;
    await container.start();
    tell(output, { started: true });
    write(app, 'heroku', name, `Starting process with command \`${dyno.command}\``);
    await follow(house, container.id, (line) => {
      write(app, 'app', name, line);
      tell(output, { text: `${output.text}${line}\n` });
    });
    const { StatusCode: code } = await ended;
    write(app, 'heroku', name, `Process exited with status ${code}`);
    if (code !== 0) write(app, 'heroku', name, 'Release command failed');
    await stopDyno(house, app, { ...dyno, state: 'down' });
    return code;
  } catch (error) {
    if (!house.closed) write(app, 'heroku', name, (error as Error).message);
    return -1;
  } finally {
    tell(output, { started: true, ended: true });
  }
}

function newOutput(): Output {
  return { id: randomUUID(), text: '', started: false, ended: false, listeners: new Set() };
}

function tell(output: Output, more: Partial<Output>): void {
  Object.assign(output, more);
  for (const listener of output.listeners) listener();
}
