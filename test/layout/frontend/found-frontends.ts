import { findFrontends, type ChosenFrontends } from '../../../src/layout/frontend/find-frontends.ts';
import { projectCode } from '../../../src/layout/project-code.ts';
import { settingsSources } from '../../../src/layout/settings-code.ts';
import { project } from '../project.ts';

export const build = JSON.stringify({ scripts: { dev: 'vite', build: 'vite build' }, devDependencies: { vite: '8' } });
export const script = (text: string): string => JSON.stringify({ scripts: { build: text } });
const lone = { 'web/manage.py': '', 'web/shop/__init__.py': '', 'web/app/__init__.py': '' };

/** What is built of a project with these files, whose manage.py lies in web/. */
export function found(texts: Record<string, string>, settings = '', chosen: ChosenFrontends = {}) {
  const files = project({ ...lone, 'web/shop/settings.py': settings, ...texts });
  return findFrontends(files, 'web', settingsSources(projectCode(files, ['web']), 'shop.settings'), chosen);
}

export const folders = (texts: Record<string, string>, settings = ''): readonly string[] =>
  found(texts, settings).frontends.map(({ value }) => value.folder);
