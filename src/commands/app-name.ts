import type { Config } from '../config.ts';
import type { Platform } from '../platforms/types.ts';
import { UserError } from '../problems.ts';
import type { Terminal } from '../terminal.ts';
import { rememberedApp } from '../state-folder/remembered-apps.ts';

/** Name of an app, and where it comes from. */
export interface AppName {
  readonly app: string;
  /** A person named it; a name derived from the folder never takes over what another folder runs. */
  readonly appNamed: boolean;
  readonly origin: string;
}

/** What asking needs of a platform and of the terminal. */
export interface Asking {
  readonly platform: Pick<Platform, 'name' | 'label' | 'appIsPublic'>;
  readonly terminal: Pick<Terminal, 'canAsk' | 'ask'>;
  readonly signal: AbortSignal;
}

/**
 * The name itself when somebody gave it or nobody but this machine sees it; else what the person answers, the derived
 * name being the suggestion. Throws `option-missing` where there is nobody to ask.
 */
export async function agreeOnName(found: AppName, { platform, terminal, signal }: Asking): Promise<AppName> {
  if (found.appNamed || platform.appIsPublic !== true) return found;
  const where = platform.label ?? platform.name;
  if (!terminal.canAsk) {
    const why = `An app on ${where} has a name that others see: somebody has to choose it`;
    throw new UserError({ code: 'option-missing', option: '--app', why, example: `--app ${found.app}` });
  }
  const app = await terminal.ask(`Name of the app on ${where}`, { suggestion: found.app, signal });
  return { app, appNamed: true, origin: 'your answer' };
}

/** Where a name may come from. */
export interface NamePlace {
  readonly platform: Pick<Platform, 'name' | 'appFrom'>;
  readonly env: NodeJS.ProcessEnv;
  readonly root: string | undefined;
  readonly slug: string;
}

/**
 * The app's name: the flag, the configuration, what the platform's own variables and files say, what was remembered for
 * this folder, else the folder's name.
 */
export function appName(flag: unknown, config: Config | undefined, place: NamePlace): AppName {
  if (typeof flag === 'string') return { app: flag, appNamed: true, origin: '--app' };
  const configured = config?.values.app ?? config?.values.project;
  if (configured !== undefined) return { app: configured, appNamed: true, origin: config?.file ?? 'configuration' };
  const own = place.platform.appFrom?.(place);
  if (own !== undefined) return { ...own, appNamed: true };
  const remembered = place.root === undefined ? undefined : rememberedApp(place.root, place.platform.name);
  if (remembered !== undefined) return { app: remembered, appNamed: true, origin: 'as last time' };
  return { app: place.slug, appNamed: false, origin: 'name of the folder' };
}
