import { randomUUID } from 'node:crypto';
import type { Heroku } from './start-heroku.ts';
import { addRelease, type HerokuApp, newApp, now } from './state.ts';

interface Standing {
  readonly stack?: string;
  readonly generation?: 'cedar' | 'fir';
  readonly team?: string;
  readonly config?: Readonly<Record<string, string>>;
  /** Process types of its Procfile, with their dynos. */
  readonly formation?: Readonly<Record<string, number>>;
}

/** Has an app stand on the platform that buildpacks built, as most do; its slug runs nowhere here. */
export function standingApp(heroku: Heroku, name: string, more: Standing = {}): HerokuApp {
  const { stack = 'heroku-24', generation, team, config = {}, formation = { web: 1 } } = more;
  const app = newApp({ name, stack, ...(generation && { generation }), ...(team !== undefined && { team }) });
  app.domains.push({ id: randomUUID(), hostname: app.host, createdAt: now() });
  for (const [key, value] of Object.entries(config)) app.config.set(key, value);
  for (const [type, quantity] of Object.entries(formation))
    app.formation.set(type, { id: randomUUID(), type, quantity, size: 'Basic', createdAt: now() });
  addRelease(app, 'Deploy 1a2b3c4d', { code: { images: new Map(), slug: randomUUID(), stack } });
  heroku.state.apps.set(name, app);
  return app;
}
