import { managePy } from '../project.ts';
import type { Choices } from './choices.ts';
import { join } from './paths.ts';

type Files = Record<string, string | { readonly to: string }>;

/** What lies in projects beside what is meant, above all manage.py files that are none of theirs. */
export function noiseFor(choices: Choices, projectDir: string): Files {
  const beside = (path: string) => join(projectDir, path);
  const django = (folder: string, settings: string): Files => ({
    [join(folder, 'manage.py')]: managePy(settings),
    [join(folder, `${settings.replaceAll('.', '/')}.py`)]: 'INSTALLED_APPS = []\nROOT_URLCONF = "urls"\n',
  });
  const parts: readonly (readonly [there: number, files: Files])[] = [
    [choices.nodeModules, { ...django('node_modules/gyp', 'gyp.settings'), [beside('package.json')]: '{}\n' }],
    [
      choices.virtualEnvironment,
      {
        [beside('env/pyvenv.cfg')]: 'home = /usr/bin\n',
        ...django(beside('env/lib/python3.12/site-packages'), 'lib.settings'),
      },
    ],
    [choices.repository, { '.git/HEAD': 'ref: refs/heads/main\n', '.git/manage.py': managePy('hooks.settings') }],
    [
      choices.otherFramework,
      {
        'worker/manage.py': 'from flask_script import Manager\n\nManager(None).run()\n',
        'worker/requirements.txt': 'flask\n',
      },
    ],
    [
      choices.vendored,
      {
        'vendor/lib/requirements.txt': 'Django==1.8\n',
        'docs/requirements.txt': 'sphinx\ndjango\n',
        'docs/conf.py': 'project = "docs"\n',
      },
    ],
    [choices.template, { '{{cookiecutter.slug}}/manage.py': managePy('{{cookiecutter.slug}}.settings') }],
    [choices.loop, { itself: { to: 'itself' }, 'nowhere.py': { to: 'gone/away.py' } }],
    [choices.testsAtRoot, django('tests', 'tests_site.settings')],
    [choices.testsBeside, django(beside('example'), 'shop.settings')],
    [choices.stale, { 'attic/manage.py': managePy('attic.settings') }],
    [choices.several === 11 ? 1 : 0, django('second', 'second_site.settings')],
  ];
  return Object.fromEntries(parts.flatMap(([there, files]) => (there === 1 ? Object.entries(files) : [])));
}
