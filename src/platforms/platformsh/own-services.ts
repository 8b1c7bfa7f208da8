import { parse } from 'yaml';
import type { Problem } from '../../problems.ts';
import type { SourceProject } from '../types.ts';
import { at, listAt, tableAt, textAt } from './answers.ts';
import { extensionsOf } from './extensions.ts';
import { type Flavour, platformsh, servicesFile } from './names.ts';

interface OwnService {
  readonly file: string;
  readonly name: string;
  readonly extensions: readonly unknown[];
}

/** A word on the person's own configuration, where no Postgres of it lists the extensions that the project needs. */
export function lackedExtensions(project: SourceProject, flavour: Flavour): readonly Problem[] {
  const needed = extensionsOf(project);
  if (needed.length === 0) return [];
  const services = postgresIn(project, flavour);
  const [first] = services;
  if (first === undefined || services.some((each) => lackedBy(each, needed).length === 0)) return [];
  const lacked = lackedBy(first, needed);
  const it = lacked.length === 1 ? 'it' : 'them';
  const what = `The project needs ${lacked.join(', ')} of Postgres, and the service ${first.name} in your ${first.file} does not list ${it}: the platform enables what is listed.`;
  const all = [...first.extensions.map(String), ...lacked].join(', ');
  return [{ code: 'note-setting', what, next: [`Below ${first.name}: configuration: { extensions: [${all}] }`] }];
}

function lackedBy({ extensions }: OwnService, needed: readonly string[]): readonly string[] {
  return needed.filter((name) => !extensions.includes(name));
}

function postgresIn({ paths, readText }: SourceProject, { name: flavour }: Flavour): readonly OwnService[] {
  const isFixed = flavour === platformsh.name;
  const files = [...paths].filter((path) => (isFixed ? path === servicesFile : /^\.upsun\/[^/]+\.ya?ml$/.test(path)));
  return files.flatMap((file) => {
    const whole = parsed(readText(file) ?? '');
    return tableAt(isFixed ? whole : at(whole, 'services'))
      .filter(([, service]) => textAt(service, 'type').startsWith('postgresql:'))
      .map(([name, service]) => ({ file, name, extensions: listAt(service, 'configuration', 'extensions') }));
  });
}

/** What is no YAML the platform itself refuses. */
function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
