import type { Layout } from '../values/layout.ts';

/** Whether the overlay makes GeoDjango's engine of a plain one of Postgres. */
export function setsPostgis({ databaseExtensions }: Pick<Layout, 'databaseExtensions'>): boolean {
  return databaseExtensions.some(({ value, setsEngine }) => value === 'postgis' && setsEngine);
}
