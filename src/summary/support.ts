import { endOfLife } from '../layout/python-version/end-of-life.ts';
import { link } from '../links.ts';
import type { ImageFacts } from '../values/image.ts';
import type { Section } from '../values/report.ts';

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

/** What gets no security fixes any more, of the Django and the Python that run in an image. */
export function supportSection(facts: Pick<ImageFacts, 'django' | 'python'> | undefined): readonly Section[] {
  if (facts === undefined) return [];
  const [django, python] = [minorOf(facts.django), minorOf(facts.python)];
  const ended = [
    {
      what: `Django ${facts.django}`,
      since: djangoEnded[django],
      next: 'raise its version in the requirements, one minor version at a time',
    },
    { what: `Python ${python}`, since: endOfLife(python), next: '--python names a newer one' },
  ];
  const lines = ended.flatMap(({ what, since, next }) =>
    since === undefined ? [] : [`${what} gets no security fixes since ${since}: ${next}.`],
  );
  return lines.length === 0 ? [] : [{ heading: 'Out of support', lines, links: [link('django-versions')] }];
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
