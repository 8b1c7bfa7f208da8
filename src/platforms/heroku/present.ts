import { UserError } from '../../problems.ts';
import type { Target } from '../types.ts';
import type { HerokuApp } from './app.ts';
import { label, platform } from './names.ts';
import type { HerokuNow } from './observe.ts';

/** The app that is there. Throws `app-absent`. */
export function presentApp({ app }: HerokuNow, target: Target): HerokuApp {
  if (app !== undefined) return app;
  throw new UserError({ code: 'app-absent', app: target.app, platform, label });
}
