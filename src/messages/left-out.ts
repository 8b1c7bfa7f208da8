import { EMPTY_SUBMODULE } from '../values/empty-submodule.ts';
import type { LeftOut } from '../values/build-plan.ts';

/** What to do about a file that the settings want and that stays out of the image. */
export function leftOutAdvice({ path, rule }: LeftOut): string[] {
  if (rule === EMPTY_SUBMODULE)
    return [`Fetch what the git submodule ${path} holds, then push again: git submodule update --init`];
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isEnvironmentFile(name)) {
    return [
      `Give the values in ${path} to the app when it is deployed: simple-deploy push --env-file ${path}`,
      ...(isDotenv(name)
        ? []
        : [
            `When the settings must have the file itself, and no secret is in it: add the line !${path} to .dockerignore.`,
          ]),
    ];
  }
  if (rule.endsWith('.dockerignore'))
    return [`When the image is to have it: add the line !${path} at the end of ${rule}.`];
  return [
    `When it is a secret: let the settings take it from a variable, and give that: simple-deploy push --env NAME=value`,
    `When whoever gets the image may read it: add the line !${path} to .dockerignore.`,
  ];
}

function isEnvironmentFile(name: string): boolean {
  return isDotenv(name) || name.endsWith('.env');
}

function isDotenv(name: string): boolean {
  return name.startsWith('.env');
}
