import { quoted } from '../../quoted.ts';
import type { Meaning } from '../../values/step.ts';
import { postgisMissing } from '../postgis-missing.ts';
import type { Release } from './release-spec.ts';
import { postgisImage } from './servers.ts';

/** What the release step's last lines mean where the database has no PostGIS, and how it gets one. */
export function withoutPostgis({ app, serverRuns }: Release): Meaning {
  if (serverRuns === undefined) return postgisMissing(ofAnother);
  return postgisMissing(serverRuns.stands ? standing(app, serverRuns.image) : fresh(serverRuns.image));
}

const ofAnother = [
  'The server is not one of ours: install PostGIS there, and have its administrator run CREATE EXTENSION postgis in that database.',
];

const withImage = `--database-image ${postgisImage}`;

function fresh(image: string): readonly string[] {
  return [
    `The image ${image} has none: simple-deploy push ${withImage}`,
    'or another image with PostGIS that takes the variables of the official one.',
  ];
}

/** A server that stands keeps its image: another one may not read what it wrote. */
function standing(app: string, image: string): readonly string[] {
  return [
    `The server of ${app} was made with ${image} and keeps it.`,
    `To begin beside it: simple-deploy push --app ${quoted(`${app}-postgis`)} ${withImage}`,
    `To begin anew, without its data: simple-deploy destroy --app ${quoted(app)} --confirm ${quoted(app)} --delete-data, then simple-deploy push ${withImage}`,
  ];
}
