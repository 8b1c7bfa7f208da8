import { expect, it } from 'vitest';
import { withBuildArguments } from '../../src/build-plan/with-build-arguments.ts';
import { readLayout } from '../../src/layout/read-layout.ts';
import { managePy, project } from '../layout/project.ts';

const settings = `import os
STAGE = os.environ.get("STAGE")
KEY = os.environ["KEY"]
if STAGE == "live":
    PORT = int(os.environ.get("PORT"))
`;

it('what the settings demand by way of a build argument is lent to the build too', () => {
  const files = project({
    'manage.py': managePy('shop.settings'),
    'shop/__init__.py': '',
    'shop/settings.py': settings,
    'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    'requirements.txt': 'django\n',
  });
  const layout = readLayout(files, {});
  const names = (buildArgs: Readonly<Record<string, string>>): readonly string[] =>
    withBuildArguments(layout, files, { buildArgs }).environment.map(({ value }) => value);
  expect(names({})).toEqual(['KEY']);
  expect(names({ STAGE: 'live' })).toEqual(['KEY', 'PORT']);
  expect(names({ STAGE: 'test' })).toEqual(['KEY']);
});
