/** When security fixes ended, by version of Python. https://devguide.python.org/versions/ */
const ended: Readonly<Record<string, string>> = {
  '2.7': 'January 2020',
  '3.4': 'March 2019',
  '3.5': 'September 2020',
  '3.6': 'December 2021',
  '3.7': 'June 2023',
  '3.8': 'October 2024',
  '3.9': 'October 2025',
  '3.10': 'October 2026',
};

/** Month in which a version got its last security fix; undefined for one that still gets them. */
export function endOfLife(version: string): string | undefined {
  return ended[version];
}

/** The newest minor version that is advised: packages have wheels for it, as the one after it has not. */
export const ADVISED = 13;
