import { ADVISED, endOfLife } from '../layout/python-version/end-of-life.ts';
import { pythonsOfDjango } from '../layout/python-version/django-pythons.ts';
import { link } from '../links.ts';
import type { Item } from '../values/report.ts';

/** Year and month in which security fixes end, by version. https://www.djangoproject.com/download/#supported-versions */
const djangoEnds: Readonly<Record<string, string>> = {
  '1.8': '2018-04',
  '1.11': '2020-04',
  '2.0': '2019-04',
  '2.1': '2019-12',
  '2.2': '2022-04',
  '3.0': '2021-04',
  '3.1': '2021-12',
  '3.2': '2024-04',
  '4.0': '2023-04',
  '4.1': '2023-12',
  '4.2': '2026-04',
  '5.0': '2025-04',
  '5.1': '2025-12',
  '5.2': '2028-04',
  '6.0': '2027-04',
  '6.1': '2027-12',
};

/** The same of Python. https://devguide.python.org/versions/ */
const pythonEnds: Readonly<Record<string, string>> = {
  '3.11': '2027-10',
  '3.12': '2028-10',
  '3.13': '2029-10',
  '3.14': '2030-10',
};

/** Versions of what runs; undefined where nobody can say. */
export interface Running {
  readonly django?: string | undefined;
  readonly python?: string | undefined;
}

/** What gets no security fixes any more at that time, of the Django and the Python that run. */
export function supportItems({ django, python }: Running, at: Date): readonly Item[] {
  const page = link('django-versions').url;
  const djangoSince = django === undefined ? undefined : ended(djangoEnds[minorOf(django)], at);
  const minor = python === undefined ? '' : minorOf(python);
  const pythonSince = endOfLife(minor) ?? ended(pythonEnds[minor], at);
  return [
    ...(djangoSince === undefined
      ? []
      : [
          {
            what: `Django ${django} has had no security fixes since ${djangoSince}.`,
            next: [`Require a newer one, one minor version at a time: ${page}`],
          },
        ]),
    ...(pythonSince === undefined
      ? []
      : [
          {
            what: `Python ${minor} has had no security fixes since ${pythonSince}.`,
            next: [newerPython(django)],
          },
        ]),
  ];
}

/** The newest Python that the Django runs on, when that gets security fixes. */
function newerPython(django: string | undefined): string {
  const runs = django === undefined ? undefined : pythonsOfDjango([{ name: 'django', version: django }]);
  const best = `3.${Math.min(runs?.newest ?? ADVISED, ADVISED)}`;
  return endOfLife(best) === undefined
    ? `Name a newer one: --python ${best}, or a .python-version in the project`
    : `Django ${django} runs on none that gets them: a newer Django first, then a newer Python.`;
}

/** The month in words, when it is over. */
function ended(month: string | undefined, at: Date): string | undefined {
  if (month === undefined || at.toISOString().slice(0, 7) <= month) return undefined;
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(month));
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
