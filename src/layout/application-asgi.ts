import type { Application, Requirement } from '../values/layout.ts';
import type { ProjectCode } from './project-code.ts';
import { findAll, textOf as textIn, type PythonSource, type SyntaxNode } from './python-source.ts';

/**
 * Why an ASGI application cannot serve a site on its own; undefined when it can. The image does what is lacking
 * (asgi_requests.py), but who serves it so has something else for the site. A server other than channels' own imports it
 * bare, so its module sets Django up (an asgi.py may leave that to what it imports); and since channels 3 a
 * ProtocolTypeRouter is to be told what serves HTTP (https://channels.readthedocs.io/en/latest/releases/3.0.0.html).
 */
export function asgiFault(
  code: ProjectCode,
  application: Application,
  requirements: readonly Requirement[],
): string | undefined {
  const text = textOf(code, application.module);
  if (!isAsgiFile(application) && !setsUp(text)) {
    return 'it does not set Django up, which a server other than channels needs';
  }
  return routerFault(code, application, requirements);
}

/** Why what routes for channels cannot serve a site. */
export function routerFault(
  code: ProjectCode,
  application: Application,
  requirements: readonly Requirement[],
): string | undefined {
  const text = textOf(code, application.module);
  const version = requirements.find(({ name }) => name === 'channels')?.version ?? '3';
  const isRouter = /\bProtocolTypeRouter\b/.test(text) && !/^[12]\./.test(version);
  return isRouter && !/['"]http['"]|\bhttp\s*=/.test(text) ? 'it routes web sockets only' : undefined;
}

/** Whether an application lies in an asgi.py. */
export function isAsgiFile({ module }: Application): boolean {
  return module.split('.').at(-1) === 'asgi';
}

/** Whether an asgi.py serves what channels routes. */
export function routes(code: ProjectCode, module: string): boolean {
  return /\b(ProtocolTypeRouter|get_default_application|routing)\b/.test(textOf(code, module));
}

/** channels or daphne among the installed apps, under no condition: manifests do not always tell all that is installed. */
export function installedApp(sources: readonly PythonSource[]): Requirement | undefined {
  const name = sources
    .flatMap((source) => findAll(source.top, 'String').map((node) => ({ node, name: nameIn(textIn(source, node)) })))
    .find((each) => each.name !== undefined && !isConditional(each.node))?.name;
  return name === undefined ? undefined : { name };
}

function nameIn(literal: string): string | undefined {
  return /^['"](channels|daphne)['"]$/.exec(literal)?.[1];
}

function isConditional(node: SyntaxNode): boolean {
  if (node.name === 'ConditionalExpression' || node.name === 'IfStatement') return true;
  return node.parent !== null && isConditional(node.parent);
}

function setsUp(text: string): boolean {
  return /\b(get_asgi_application|get_default_application|django\.setup|get_channel_layer)\b/.test(text);
}

function textOf(code: ProjectCode, module: string): string {
  return code.files.readText(code.fileOf(module) ?? '') ?? '';
}
