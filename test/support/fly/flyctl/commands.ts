import { text } from 'node:stream/consumers';
import { appOf } from './app-named.ts';
import { appsCreate, appsDestroy, appsList, orgsList, regions, releases } from './apps.ts';
import type { Arguments } from './arguments.ts';
import { Failure, query, token } from './client.ts';
import { mpgAttach, mpgCreate, mpgDestroy, mpgList, mpgStatus } from './clusters.ts';
import { deploy } from './deploy.ts';
import { listSecrets, updateSecrets } from './known-secrets.ts';
import { leasesView, logs, machineExec, machineList, machineStart } from './machines.ts';
import { print, printJson } from './output.ts';
import { scaleCount } from './scale.ts';
import { readSecrets } from './secret-lines.ts';
import { secretStates } from './secret-states.ts';
import { volumesCreate, volumesList } from './volumes.ts';

type Command = (given: Arguments) => void | Promise<void>;

/** Every command of the stand-in: those that simple-deploy calls. */
export const commands: Readonly<Record<string, Command>> = {
  version: () => printJson({ Name: 'flyctl', Version: '0.4.87', Environment: 'stand-in' }),
  'auth token': () => printJson({ token: token() }),
  'apps list': appsList,
  'apps create': appsCreate,
  'apps destroy': appsDestroy,
  'orgs list': orgsList,
  'platform regions': regions,
  releases,
  'machine list': machineList,
  'machine start': machineStart,
  'machine exec': machineExec,
  'machine leases view': leasesView,
  'scale count': scaleCount,
  'volumes list': volumesList,
  'volumes create': volumesCreate,
  'secrets list': async (given) => printJson(await secretStates(appOf(given), await listSecrets(appOf(given)))),
  'secrets import': secretsImport,
  'secrets unset': secretsUnset,
  'mpg list': mpgList,
  'mpg create': mpgCreate,
  'mpg attach': mpgAttach,
  'mpg status': mpgStatus,
  'mpg destroy': mpgDestroy,
  logs,
  deploy,
};

async function compactApp(app: string): Promise<void> {
  await query('query ($name: String!) { appcompact: app(name: $name) { id name deployed status } }', { name: app });
}

const staged =
  'Secrets have been staged, but not set on VMs. Deploy or update machines in this app for the secrets to take effect.';

function mustStage({ flags }: Arguments): void {
  if (flags['stage'] !== 'true') throw new Failure('the stand-in stages secrets only');
}

async function secretsImport(given: Arguments): Promise<void> {
  mustStage(given);
  await compactApp(appOf(given));
  const secrets = readSecrets(await text(process.stdin));
  if (Object.keys(secrets).length === 0) throw new Failure('requires at least one SECRET=VALUE pair');
  await updateSecrets(appOf(given), secrets);
  print(staged);
}

async function secretsUnset(given: Arguments): Promise<void> {
  mustStage(given);
  await compactApp(appOf(given));
  await updateSecrets(appOf(given), Object.fromEntries(given.words.map((name) => [name, null])));
  print(staged);
}
