import { findEnvironment } from '../../../src/layout/environment/find-environment.ts';
import { parsePython } from '../../../src/layout/python-source.ts';
import type { Fact } from '../../../src/values/fact.ts';
import { code } from '../project.ts';

interface Extra {
  readonly files?: Readonly<Record<string, string>>;
  readonly configuration?: string;
  readonly managePy?: string;
}

/** What settings of that text demand. */
export function environment(text: string, { files = {}, configuration, managePy = '' }: Extra = {}): Fact<string>[] {
  return findEnvironment(code({ 'site/__init__.py': '', 'site/settings.py': text, ...files }), {
    managePy: parsePython('manage.py', managePy),
    settings: 'site.settings',
    configuration,
    application: 'site.wsgi',
  });
}

/** The names alone. */
export const names = (text: string, extra?: Extra) =>
  environment(text, extra)
    .map(({ value }) => value)
    .join(' ');
