import type { Meaning } from '../../values/step.ts';
import { postgisMissing } from '../postgis-missing.ts';
import type { Flavour } from './names.ts';

/**
 * What a deploy hook's log means that tells of a database without PostGIS, and how it gets one:
 * https://docs.upsun.com/add-services/postgresql.html#extensions
 */
export function withoutPostgis({ label }: Flavour, advice: readonly string[] = []): Meaning {
  return postgisMissing([
    `A Postgres of ${label} has it when the configuration of its service lists it: configuration: { extensions: [postgis] }`,
    'simple-deploy lists it where simple-deploy inspect finds the need; a configuration of your own has to.',
    'A server elsewhere: its administrator installs PostGIS, and runs CREATE EXTENSION postgis in that database.',
    ...advice,
  ]);
}
