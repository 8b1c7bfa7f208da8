import { processesOf, servicesOf } from './image-labels.ts';
import { releaseCommand } from './release-command.ts';
import type { Outcome, Releasable } from './types.ts';

/** What has to be run of an image besides its own command, for whoever runs it by other means: commands of the image. */
export function runFacts(image: Pick<Releasable, 'labels'>): Outcome['facts'] {
  const release = image.labels['simple-deploy.release'] === undefined ? undefined : releaseCommand(image);
  const services = Object.entries(servicesOf(image)).map(([name, variables]) => ({
    name: `Needs ${name}`,
    value: `by ${variables.join(', ')}`,
  }));
  return [
    ...(release === undefined ? [] : [{ name: 'Before each version', value: shellWords(release) }]),
    ...processesOf(image)
      .filter(({ name }) => name !== 'web')
      .map(({ name, command }) => ({ name: `Process ${name}`, value: shellWords(command) })),
    ...services,
  ];
}

/** The same for a platform that runs it by itself: for the files alone. */
export function runDetails(image: Pick<Releasable, 'labels'>): Outcome['facts'] {
  return runFacts(image).map((fact) => ({ ...fact, isDetail: true }));
}

function shellWords(argv: readonly string[]): string {
  return argv
    .map((word) => (/^[\w./:=@,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}
