import { expect, test } from 'vitest';
import { examine } from '../../../src/layout/examine.ts';
import { managePy, project } from '../project.ts';

const settings = 'INSTALLED_APPS = []\nROOT_URLCONF = "shop.urls"\nDATABASES = {}\nSECRET_KEY = "x"\n';
const site = {
  'manage.py': managePy('shop.settings'),
  'shop/__init__.py': '',
  'requirements.txt': 'asgiref==3.8.1\nDjango==5.2.1\nsqlparse==0.5.1\n',
};

/** The apps that no requirement brings. */
function missing(lines: string): readonly string[] {
  const { facts } = examine(project({ ...site, 'shop/settings.py': settings + lines }), {});
  return facts.problems.flatMap((each) =>
    each.code === 'import-not-required' ? each.missing.map(({ module }) => module) : [],
  );
}

const ADD = 'INSTALLED_APPS.append("corsheaders")\n';

test.each(['with suppress(ImportError):', 'with contextlib.suppress(ModuleNotFoundError):', 'if DEBUG:'])(
  'an app that is added under %s may not be there',
  (line) => {
    expect(missing(`${line}\n    import corsheaders\n    ${ADD}`)).toEqual([]);
  },
);

test('one that is added always has to be', () => {
  expect(missing(ADD)).toEqual(['corsheaders']);
  expect(missing(`with open("x") as file:\n    ${ADD}`)).toEqual(['corsheaders']);
});
