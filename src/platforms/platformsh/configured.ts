import { parse } from 'yaml';
import type { SourceTree } from '../../values/source-tree.ts';
import { at, tableAt, textAt } from './answers.ts';
import type { Standing } from './services.ts';
import { APPLICATION, type Flavour, servicesFile } from './names.ts';

/** What a configuration that we made says. */
export interface Configured {
  /** The deploy hook's lines. */
  readonly deployHook: string;
  readonly services: Standing;
  readonly workers: readonly string[];
}

/** Reads a configuration that we made; undefined: the configuration is the person's own. */
export function configuredBy(
  { configuration }: Pick<SourceTree, 'configuration'>,
  flavour: Flavour,
): Configured | undefined {
  const read = (path: string): unknown => {
    const text = configuration.find((file) => file.path === path)?.text;
    return text === undefined ? undefined : parse(text);
  };
  const whole = read(flavour.configuredBy);
  if (whole === undefined) return undefined;
  const app = at(whole, 'applications', APPLICATION) ?? whole;
  const services = tableAt(at(whole, 'services') ?? read(servicesFile));
  return {
    deployHook: textAt(app, 'hooks', 'deploy'),
    services: Object.fromEntries(services.map(([name, service]) => [name, textAt(service, 'type')])),
    workers: tableAt(app, 'workers').map(([name]) => name),
  };
}
