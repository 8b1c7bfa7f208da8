import { examine } from '../../../src/layout/examine.ts';
import type { Chosen } from '../../../src/layout/chosen.ts';
import { managePy, project } from '../project.ts';

/** What is found about processes in a project of these files, beside a manage.py, settings, and what is required. */
export function found(
  files: Readonly<Record<string, string>>,
  { requires = [], folder = '', ...chosen }: Chosen & { requires?: readonly string[]; folder?: string } = {},
) {
  const { facts, considered, fatal } = examine(
    project({
      [`${folder}manage.py`]: managePy('shop.settings'),
      [`${folder}shop/__init__.py`]: '',
      [`${folder}shop/settings.py`]: 'INSTALLED_APPS = []\n',
      [`${folder}shop/wsgi.py`]:
        'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      'requirements.txt': ['django', ...requires, ''].join('\n'),
      ...files,
    }),
    chosen,
  );
  if (fatal.length > 0) throw new Error(JSON.stringify(fatal));
  const { processes = [], migrate, releaseCommands = [], services = [] } = facts;
  return {
    lines: processes.map(({ value }) => `${value.name}: ${value.command.join(' ')}`),
    processes,
    migrate,
    release: releaseCommands.map(({ value }) => value),
    services,
    considered: considered.filter(({ fact }) => fact === 'processes'),
    passedOver: considered.flatMap(({ fact, value, why }) => (fact === 'releaseCommands' ? [`${value} | ${why}`] : [])),
    notes: facts.problems,
  };
}
