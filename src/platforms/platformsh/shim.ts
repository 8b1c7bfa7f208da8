import type { Layout } from '../../values/layout.ts';
import type { SourceText } from '../../values/source-tree.ts';
import { FOLDER } from './names.ts';

/**
 * A manage.py for the top of a nested project: `python manage.py` then works in every shell and hook. It becomes the project's
 * own by its physical path, so that what that makes of `__file__` and of the working folder is right. None where something
 * stands there. Pure.
 */
export function shimOf({ projectDir }: Layout, paths: ReadonlySet<string>): readonly SourceText[] {
  const folder = projectDir.value;
  if (folder === '.' || paths.has('manage.py')) return [];
  const text = `#!/usr/bin/env python
"""Runs the project's own manage.py in its own folder. Written by simple-deploy into what is pushed, never into the project."""
import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
FOLDER = os.path.join(HERE, ${JSON.stringify(folder)})
PYTHON = os.path.join(HERE, ${JSON.stringify(`${FOLDER}/venv/bin/python`)})

if __name__ == "__main__":
    os.chdir(FOLDER)
    program = PYTHON if os.path.exists(PYTHON) else sys.executable
    os.execv(program, [program, os.path.join(FOLDER, "manage.py"), *sys.argv[1:]])
`;
  return [{ path: 'manage.py', text, isExecutable: true }];
}
