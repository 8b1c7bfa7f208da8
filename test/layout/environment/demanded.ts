import { findEnvironment, type FoundEnvironment } from '../../../src/layout/environment/find-environment.ts';
import { parsePython } from '../../../src/layout/python-source.ts';
import type { Fact } from '../../../src/values/fact.ts';
import { code } from '../project.ts';

interface Extra {
  readonly files?: Readonly<Record<string, string>>;
  readonly configuration?: string;
  readonly managePy?: string;
}

/** What settings of that text demand. */
export function environment(
  text: string,
  { files = {}, configuration, managePy = '' }: Extra = {},
): readonly Fact<string>[] {
  return found(text, { files, ...(configuration === undefined ? {} : { configuration }), managePy }).environment;
}

/** What settings of that text take from outside of the code. */
export function found(text: string, { files = {}, configuration, managePy = '' }: Extra = {}): FoundEnvironment {
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
