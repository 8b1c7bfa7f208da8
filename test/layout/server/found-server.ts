import { findServer } from '../../../src/layout/server/find-server.ts';
import type { Application } from '../../../src/values/layout.ts';
import type { Server } from '../../../src/values/server.ts';
import { dependenciesOf } from '../../support/layouts.ts';
import { project } from '../project.ts';

export const wsgi: Application = { interface: 'wsgi', module: 'shop.wsgi', callable: 'application' };
export const asgi: Application = { interface: 'asgi', module: 'shop.asgi', callable: 'application' };

/** What serves an application of a project with these files. */
export function found(
  application: Application,
  texts: Record<string, string> = {},
  requirements: readonly string[] = [],
  chosen?: Server,
) {
  const files = project({ 'site/manage.py': '', ...texts });
  const dependencies = dependenciesOf(requirements);
  const fact = { value: application, origin: 'default' } as const;
  const { facts, considered } = findServer({ files, projectDir: 'site', application: fact, dependencies, chosen });
  return { ...facts, considered };
}
