import { stringify } from 'yaml';
import type { SourceText } from '../../values/source-tree.ts';
import { application, routes, type Wanted } from './application.ts';
import type { Table } from './lines.ts';
import { APPLICATION, type Flavour, platformsh, servicesFile } from './names.ts';

const written = ' Written by simple-deploy into what is pushed; the project itself has no such file.\n';

/** The files of configuration by flavour. Pure. */
export function configuration(wanted: Wanted, flavour: Flavour): readonly SourceText[] {
  const app = application(wanted, flavour);
  const { services } = wanted.services;
  if (flavour.name !== platformsh.name) {
    const whole = {
      applications: { [APPLICATION]: app },
      ...(Object.keys(services).length > 0 && { services }),
      routes,
    };
    return [file(flavour.configuredBy, whole)];
  }
  return [
    file(flavour.configuredBy, { name: APPLICATION, ...app }),
    file('.platform/routes.yaml', routes),
    ...(Object.keys(services).length > 0 ? [file(servicesFile, services)] : []),
  ];
}

function file(path: string, value: Table): SourceText {
  return { path, text: `#${written}\n${stringify(value, { lineWidth: 0 })}` };
}

/** The person's own configuration for a flavour, among the paths of the project: it is used as it is. */
export function ownConfiguration(paths: Iterable<string>, flavour: Flavour): string | undefined {
  const isOwn =
    flavour.name === platformsh.name
      ? /(^|\/)\.platform\.app\.yaml$|^\.platform\/applications\.yaml$/
      : /^\.upsun\/[^/]+\.ya?ml$/;
  return [...paths].find((path) => isOwn.test(path));
}
