import { expect, test } from 'vitest';
import { planBuild } from '../../src/build-plan.ts';
import { listProjectFiles } from '../../src/layout/project-files.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import { temporaryFolder, write } from '../layout/project.ts';
import { layoutOf } from '../support/layouts.ts';

test.each(['blog/admin.py', 'blog/manage.py'])(
  '%s is what every command of the image calls manage.py',
  async (path) => {
    const text = 'import django\n';
    const root = write(temporaryFolder(), {
      'requirements.txt': 'Django\n',
      'blog/manage.py': text,
      'blog/admin.py': text,
    });
    const managePy = { value: path, origin: { option: '--manage' } };
    const files = await listProjectFiles(root);
    const { entries } = await planBuild(layoutOf({ root, managePy }), files, defaultBuildOptions, {
      osArch: 'linux/amd64',
    });
    const found = entries.filter((entry) => entry.path === 'project/blog/manage.py');
    expect(found).toMatchObject(
      path === 'blog/manage.py' ? [{ kind: 'file' }] : [{ kind: 'symlink', target: 'admin.py' }],
    );
  },
);
