import type { Choices } from './choices.ts';
import { byChoice, join } from './paths.ts';
import type { Settings } from './settings.ts';

const variable = 'DJANGO_SETTINGS_MODULE';
const remark = `"""Once: os.environ.setdefault("${variable}", "gone.settings")"""\n# os.environ["${variable}"] = "older.settings"\n`;

/** manage.py that names the settings in one of seven ways, and what it needs beside it. */
export function managePyFor(choices: Choices, projectDir: string, settings: string): Record<string, string> {
  const ways: readonly (readonly string[])[] = [
    ['def main():', `    os.environ.setdefault("${variable}", "${settings}")`, ...execute('    '), '', 'main()'],
    [`os.environ['${variable}'] = '${settings}'`, ...execute()],
    [`SETTINGS = "${settings}"`, `os.environ.setdefault("${variable}", SETTINGS)`, ...execute()],
    [`KEY = "${variable}"`, `os.environ.setdefault(KEY, "${settings}")`, ...execute()],
    [`os.environ["${variable}"] = os.environ.get("${variable}", "${settings}")`, ...execute()],
    [
      'if "test" in sys.argv:',
      `    os.environ.setdefault("${variable}", "test_settings")`,
      'else:',
      `    os.environ.setdefault("${variable}", "${settings}")`,
      ...execute(),
    ],
    ['import surroundings', ...execute()],
  ];
  const lines = byChoice(ways, choices.naming);
  const text = [...(choices.remarks === 1 ? [remark] : []), 'import os', 'import sys', '', ...lines, ''].join('\n');
  return {
    [join(projectDir, 'manage.py')]: `#!/usr/bin/env python\n${text}`,
    ...(choices.naming === 5 ? { [join(projectDir, 'test_settings.py')]: 'DEBUG = True\n' } : {}),
    ...(choices.naming === 6
      ? { [join(projectDir, 'surroundings.py')]: `import os\n\nos.environ["${variable}"] = "${settings}"\n` }
      : {}),
  };
}

function execute(indent = ''): string[] {
  return [
    `${indent}from django.core.management import execute_from_command_line`,
    `${indent}execute_from_command_line(sys.argv)`,
  ];
}

type Interface = 'wsgi' | 'asgi';

/**
 * wsgi.py and asgi.py as chosen, and which of them a server is to import.
 * @param manifest what is installed: one that people write, with a server for ASGI and no other, is for asgi.py although only wsgi.py is named
 */
export function serverFor(choices: Choices, projectDir: string, name: string, settings: Settings, manifest: string) {
  const there: readonly Interface[] = byChoice([['wsgi'], ['asgi'], ['wsgi', 'asgi'], []], choices.servers);
  const named: readonly Interface[] = byChoice([['wsgi'], [], ['asgi'], ['wsgi', 'asgi']], choices.named);
  const callable = byChoice(['application', 'app'], choices.callable);
  const folder = settings.package === '' ? projectDir : join(projectDir, name);
  const files = Object.fromEntries(
    there.map((each) => [join(folder, `${each}.py`), serverText(each, settings.named, callable)]),
  );
  const usable = named.filter((each) => there.includes(each));
  const isAsked = choices.asgiServer === 1 && there.length === 2 && /^(uv|poetry) /.test(manifest);
  const preferred = usable.length === 2 && choices.asgiServer === 1 ? 'asgi' : usable[0];
  const chosen = isAsked && !named.includes('asgi') ? 'asgi' : (preferred ?? there[0]);
  const prefix = settings.package === '' ? '' : `${settings.package}.`;
  const application =
    chosen === undefined ? 'wsgi django.core.wsgi get_wsgi_application()' : `${chosen} ${prefix}${chosen} ${callable}`;
  return { files, application };
}

function serverText(kind: Interface, settings: string, callable: string): string {
  return `import os\n\nfrom django.core.${kind} import get_${kind}_application\n\nos.environ.setdefault("${variable}", "${settings}")\n\n${callable} = get_${kind}_application()\n`;
}
