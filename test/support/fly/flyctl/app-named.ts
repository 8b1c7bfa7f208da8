import type { Arguments } from './arguments.ts';
import { Failure } from './client.ts';

/** The app that a command is for. Throws a Failure where none is named. */
export function appOf({ flags }: Arguments): string {
  const app = flags['app'] ?? process.env['FLY_APP'];
  if (app === undefined) throw new Failure('the config for your app is missing an app name');
  return app;
}
