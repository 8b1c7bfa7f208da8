import { endOfLife } from '../layout/python-version/end-of-life.ts';
import { link } from '../links.ts';
import type { Item } from '../values/report.ts';

/** When security fixes ended, by version of Django. https://www.djangoproject.com/download/#supported-versions */
const djangoEnded: Readonly<Record<string, string>> = {
  '1.11': 'April 2020',
  '2.0': 'April 2019',
  '2.1': 'December 2019',
  '2.2': 'April 2022',
  '3.0': 'April 2021',
  '3.1': 'December 2021',
  '3.2': 'April 2024',
  '4.0': 'April 2023',
  '4.1': 'December 2023',
  '4.2': 'April 2026',
  '5.0': 'April 2025',
  '5.1': 'December 2025',
};

/** Versions of what runs; undefined where nobody can say. */
export interface Running {
  readonly django?: string | undefined;
  readonly python?: string | undefined;
}

/** What gets no security fixes any more, of the Django and the Python that run. */
export function supportItems({ django, python }: Running): readonly Item[] {
  const page = link('django-versions').url;
  const djangoSince = django === undefined ? undefined : djangoEnded[minorOf(django)];
  const pythonSince = python === undefined ? undefined : endOfLife(minorOf(python));
  return [
    ...(djangoSince === undefined
      ? []
      : [
          {
            what: `Django ${django} has had no security fixes since ${djangoSince}.`,
            next: [`Raise its version in the requirements, one minor version at a time: ${page}`],
          },
        ]),
    ...(pythonSince === undefined
      ? []
      : [
          {
            what: `Python ${minorOf(python ?? '')} has had no security fixes since ${pythonSince}.`,
            next: ['Name a newer one: --python 3.13, or a .python-version in the project'],
          },
        ]),
  ];
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
