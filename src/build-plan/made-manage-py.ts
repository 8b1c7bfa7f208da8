import type { ContextEntry } from '../values/build-plan.ts';
import type { Layout } from '../values/layout.ts';
import { textEntry } from './entries.ts';

/** The manage.py of a project that has none, in the context alone: as `startproject` writes it, for the chosen settings. */
export function managePyEntry({ managePy, productionSettingsModule }: Layout): ContextEntry {
  return textEntry(
    `project/${managePy.value}`,
    `#!/usr/bin/env python
# Written by simple-deploy into the image, as the project has none.
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${productionSettingsModule.value}")

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
`,
  );
}
