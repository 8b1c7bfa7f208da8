import { importsOf } from './python-imports.ts';
import type { PythonSource } from './python-source.ts';
import { mentions, SETTINGS_VARIABLE } from './named-settings.ts';

/** What else is called wsgi.py or asgi.py, by what it imports. */
const others: readonly (readonly [module: RegExp, name: string])[] = [
  [/^celery\b/, "Celery's"],
  [/^(flask|quart)\b/, "Flask's"],
  [/^(fastapi|starlette|bottle|falcon|pyramid|tornado|sanic|aiohttp)\b/, "another framework's"],
  [/^(TileStache|mapproxy|terracotta|titiler|tilestache)\b/, "a tile server's"],
];

/** Whether a wsgi.py or asgi.py serves Django: it imports Django, or names its settings. */
export function isDjangoServer(source: PythonSource): boolean {
  return (
    mentions(source, SETTINGS_VARIABLE) ||
    /\bget_[wa]sgi_application\b/.test(source.text) ||
    importsOf(source).some(({ module }) => /^(django|channels|configurations|whitenoise\.django)(\.|$)/.test(module))
  );
}

/** Whose a wsgi.py is that does not serve Django. */
export function serverOf(source: PythonSource): string {
  const modules = importsOf(source).map(({ module }) => module);
  return others.find(([pattern]) => modules.some((module) => pattern.test(module)))?.[1] ?? "not Django's";
}
