import { posix } from 'node:path';
import type { ContextEntry } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import type { SourceText } from '../values/source-tree.ts';
import { linkEntry, textEntry } from './entries.ts';

/** The manage.py that the context has and the project has not: every command of the image goes by that name. */
export function madeManagePy(layout: Layout): readonly ContextEntry[] {
  if (layout.managePyMade) return [textEntry(`project/${layout.managePy.value}`, managePyText(layout))];
  const { dir, base } = posix.parse(layout.managePy.value);
  // Django's, under a name of its own, that `--manage` says.
  return base === 'manage.py' ? [] : [linkEntry(posix.join('project', dir, 'manage.py'), base)];
}

/** The same for a tree of source. */
export function madeManagePyText(layout: Layout): readonly SourceText[] {
  if (layout.managePyMade) return [{ path: layout.managePy.value, text: managePyText(layout) }];
  const { dir, base } = posix.parse(layout.managePy.value);
  if (base === 'manage.py') return [];
  return [{ path: posix.join(dir, 'manage.py'), text: base, isLink: true }];
}

/** The manage.py of a project that has none: as `startproject` writes it, for the chosen settings. */
function managePyText({ productionSettingsModule }: Layout): string {
  return `#!/usr/bin/env python
# Written by simple-deploy into the image, as the project has none.
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${productionSettingsModule.value}")

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
`;
}
