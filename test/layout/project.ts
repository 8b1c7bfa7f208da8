import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectCode, type ProjectCode } from '../../src/layout/project-code.ts';
import type { ProjectFile, ProjectFiles } from '../../src/values/project-files.ts';

/** A project as a value: paths and their text. */
export function project(texts: Readonly<Record<string, string>>): ProjectFiles {
  const list: ProjectFile[] = Object.keys(texts).map((path) => ({ path, kind: 'file' }));
  const folders = new Set(Object.keys(texts).flatMap(foldersOf));
  for (const path of folders) list.push({ path, kind: 'directory' });
  list.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    root: '/home/someone/my project',
    list,
    problems: [],
    entry: (path) => list.find((file) => file.path === path),
    readText: (path) => texts[path],
  };
}

function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

/** The same, as code seen from import roots. */
export function code(texts: Readonly<Record<string, string>>, roots: readonly string[] = ['.']): ProjectCode {
  return projectCode(project(texts), roots);
}

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-layout-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files into a folder. */
export function write(folder: string, texts: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A manage.py as startproject writes it. */
export function managePy(settings: string): string {
  return `#!/usr/bin/env python
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`;
}
