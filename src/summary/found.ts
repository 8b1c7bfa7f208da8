import { layoutPictures, type Whereto } from './layout-picture.ts';
import type { Fact } from '../values/fact.ts';
import type { Layout } from '../values/layout.ts';
import { place } from '../values/place.ts';
import { lineOf } from '../values/process-line.ts';
import type { Row, Section } from '../values/report.ts';

/** What was found in the project, as a picture and with where each fact was read. `whereto`: where it goes, if not into an image. */
export function foundSections(layout: Layout, whereto?: Whereto): readonly Section[] {
  return [
    { heading: 'Where things are', detail: true, pictures: layoutPictures(layout, whereto) },
    { heading: 'Found in the project', detail: true, rows: layoutRows(layout) },
  ];
}

function layoutRows(layout: Layout): readonly Row[] {
  const { managePy, settingsModule, productionSettingsModule, application, dependencies, python, database } = layout;
  return [
    { name: 'manage.py', value: fact(managePy, managePy.value) },
    { name: 'settings of manage.py', value: fact(settingsModule, settingsModule.value) },
    { name: 'settings that run', value: fact(productionSettingsModule, productionSettingsModule.value) },
    { name: 'application', value: fact(application, `${application.value.module}:${application.value.callable}`) },
    {
      name: 'dependencies',
      value: fact(dependencies, `${dependencies.value.manager}: ${dependencies.value.files.join(', ')}`),
    },
    { name: 'Python', value: fact(python, python.value.version) },
    { name: 'database', value: fact(database, database.value) },
    ...runRows(layout),
  ];
}

/** What runs besides the server, what a release does besides migrating, and what both need. */
function runRows({ processes, migrate, releaseCommands, services }: Layout): readonly Row[] {
  return [
    ...processes.map((found) => ({ name: `process ${found.value.name}`, value: fact(found, lineOf(found.value)) })),
    ...(migrate.value ? [] : [{ name: 'release', value: fact(migrate, 'does not migrate by itself') }]),
    ...releaseCommands.map((command) => ({ name: 'release', value: fact(command, command.value) })),
    ...services.map((service) => ({ name: 'needs', value: fact(service, service.value) })),
  ];
}

/** A fact with its origin, which is left out where it says no more than the fact itself. */
function fact({ origin, why }: Pick<Fact<unknown>, 'origin' | 'why'>, value: string): string {
  const at = place(origin);
  const said = [...(at === value ? [] : [at]), ...(why === undefined ? [] : [why])];
  return said.length === 0 ? value : `${value} (${said.join('; ')})`;
}
