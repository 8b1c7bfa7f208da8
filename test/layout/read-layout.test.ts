import { expect, test } from 'vitest';
import { readLayout } from '../../src/layout/read-layout.ts';
import { managePy, project } from './project.ts';

const settings = 'INSTALLED_APPS = []\nDATABASES = {}';

test.each([
  ['its own folder only', { 'web/manage.py': managePy('a.settings'), 'web/a/settings.py': settings }, []],
  [
    'a folder that it adds',
    {
      'web/manage.py': `import sys\nsys.path.append("apps")\n${managePy('a.settings')}`,
      'web/a/settings.py': settings,
      'web/apps/x.py': '',
    },
    ['web/apps'],
  ],
  [
    'a folder that an installed project offers',
    { 'manage.py': managePy('a.settings'), 'src/a/settings.py': settings },
    ['src'],
  ],
])('import paths besides manage.py: %s', (_, texts, paths) => {
  expect(readLayout(project({ 'requirements.txt': 'Django', ...texts }), {}).importPaths).toEqual(paths);
});
