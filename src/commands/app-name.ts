import type { Config } from '../config.ts';
import { rememberedApp } from '../state-folder/remembered-apps.ts';

/** Name of an app, and where it comes from. */
export interface AppName {
  readonly app: string;
  /** A person named it; a name derived from the folder never takes over what another folder runs. */
  readonly appNamed: boolean;
  readonly origin: string;
}

/** The app's name: the flag, the configuration, what was remembered for this folder, else the folder's name. */
export function appName(
  flag: unknown,
  config: Config | undefined,
  place: { readonly platform: string; readonly root: string | undefined; readonly slug: string },
): AppName {
  if (typeof flag === 'string') return { app: flag, appNamed: true, origin: '--app' };
  const configured = config?.values.app;
  if (configured !== undefined) return { app: configured, appNamed: true, origin: config?.file ?? 'configuration' };
  const remembered = place.root === undefined ? undefined : rememberedApp(place.root, place.platform);
  if (remembered !== undefined) return { app: remembered, appNamed: true, origin: 'as last time' };
  return { app: place.slug, appNamed: false, origin: 'name of the folder' };
}
