import type { Problem } from '../../problems.ts';
import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import { originOf, textOf, type PythonSource } from '../python-source.ts';
import { stringsOf, valuesOf } from '../python-strings.ts';
import type { Setting } from '../settings-code.ts';
import { brokersOf, type CeleryApp } from './celery-app.ts';
import { variablesRead } from './variables-read.ts';

/**
 * A note where Celery's processes would wait for a RabbitMQ that nobody starts: its address means the developer's machine, is
 * made of variables that may be left out, or there is none, which means the same to Celery. None where something else is said of a broker that reading cannot follow.
 */
export function brokerNote(
  celery: CeleryApp | undefined,
  sources: readonly PythonSource[],
  processes: readonly Fact<ProcessType>[],
): readonly Problem[] {
  const runs = processes
    .filter(({ value }) => /\bcelery\b/.test(value.command.join(' ')))
    .map(({ value }) => value.name);
  if (celery === undefined || runs.length === 0) return [];
  const [said] = brokersOf(celery, sources);
  if (said === undefined) {
    const isSilent = [celery.source, ...sources].every(({ text }) => !/broker|celeryconfig/i.test(text));
    return isSilent ? [{ code: 'celery-without-broker', origin: celery.origin, runs }] : [];
  }
  const origin = originOf(said.source, said.value);
  const host = rabbitHere(said);
  if (host !== undefined) return [{ code: 'celery-broker-here', origin, host, runs }];
  const variables = hostVariables(said);
  return variables.length === 0 ? [] : [{ code: 'celery-broker-by-variables', origin, variables, runs }];
}

/** What a host is read from that is None where nothing is set: `f"amqp://{HOST}"`. What must be set is asked for by a push. */
function hostVariables({ source, value }: Setting): readonly string[] {
  const [, name] = /^f["'](?:py)?amqps?:\/\/(?:[^/@"']*@)?\{(\w+)\}/.exec(textOf(source, value)) ?? [];
  const read = name === undefined ? [] : valuesOf(source, name);
  const isOptional = read.length > 0 && read.every((each) => OPTIONAL.test(textOf(source, each)));
  return isOptional ? variablesRead(source, value) : [];
}

/** A read that gives None where the variable is not set. */
const OPTIONAL = /^(os\.)?(getenv|environ\.get)\(\s*["']\w+["']\s*\)$/;

/** The host of an address of RabbitMQ that only a developer's machine knows: localhost, or a service of a compose file. */
function rabbitHere({ source, value }: Setting): string | undefined {
  const hosts = stringsOf(source, value).flatMap((text) => {
    const [, host] = /^(?:py)?amqps?:\/\/(?:[^/@]*@)?([^/:?]*)/.exec(text) ?? [];
    return host === undefined ? [] : [host === '' ? 'localhost' : host];
  });
  return hosts.find((host) => host === '127.0.0.1' || /^[\w-]+$/.test(host));
}
