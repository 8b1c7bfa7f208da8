import type { Layout } from '../../values/layout.ts';

/** What an app consists of besides its server, and what a release does. */
export type RunFacts = Pick<Layout, 'processes' | 'migrate' | 'releaseCommands' | 'services'>;

/** Nothing besides the server, and a migration with each release. */
export const serverAlone: RunFacts = {
  processes: [],
  migrate: { value: true, origin: 'default' },
  releaseCommands: [],
  services: [],
};
