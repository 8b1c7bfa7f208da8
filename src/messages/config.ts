import type { ConfigProblem } from '../problems/config.ts';
import type { WordsOf } from './words.ts';

export const configWords: WordsOf<ConfigProblem> = {
  'config-syntax': ({ file, line, reason }) => ({
    what: `${file} is not valid TOML: line ${line}: ${reason}.`,
    next: [`Mend line ${line} of ${file}.`],
  }),
  'config-unknown-key': ({ file, line, key, nearest, known }) => ({
    what: `${file} sets "${key}"${inLine(line)}, which is not a setting of simple-deploy.`,
    found: nearest === undefined ? [`The settings are: ${known.join(', ')}.`] : [`The nearest one is "${nearest}".`],
    next: [nearest === undefined ? `Remove "${key}" from ${file}.` : `Write "${nearest}" instead, or remove "${key}".`],
  }),
  'config-wrong-type': ({ file, line, key, wanted, found }) => ({
    what: `${file} sets "${key}" to ${found}${inLine(line)}; it has to be ${wanted}.`,
    next: [`Change "${key}" in ${file}.`],
  }),
  'config-two-files': ({ files }) => ({
    what: `The configuration stands in two places: ${files.join(' and ')}.`,
    next: ['Keep one of the two; nothing is merged, so that it is clear which one counts.'],
  }),
  'option-value': ({ option, value, wanted, nearest }) => ({
    what: `${option} cannot be "${value}"; it has to be ${wanted}.`,
    next: [nearest === undefined ? `Give ${option} again.` : `Did you mean "${nearest}"?`],
  }),
  'option-secret': ({ option, name, why }) => ({
    what: `${option} ${name} looks like a secret${why === 'value' ? ' (an address with a password)' : ''}: the history of the image and the build cache would keep its value.`,
    next: [
      `Where the variable ${name} is set: simple-deploy build --build-secret id=${name},env=${name}`,
      `From a file: simple-deploy build --build-secret id=${name},src=FILE`,
    ],
  }),
  'option-file': ({ option, file, reason }) => ({
    what: `The file that ${option} names cannot be read: ${file} (${reason}).`,
    next: ['Check the path, and that you may read the file.'],
  }),
  'env-file-line': ({ file, line }) => ({
    what: `Line ${line} of ${file} is not NAME=value.`,
    next: ['Write one NAME=value a line; lines that start with # are comments.'],
  }),
  'option-missing': ({ why, example }) => ({
    what: `${why}, and there is no terminal to ask on.`,
    next: [`Add to the command: ${example}`],
  }),
  'image-missing': ({ reference }) => ({
    what: `The engine has no image ${reference}.`,
    next: [
      `Where it stands in a registry: docker pull ${reference}`,
      'Where it was saved to a file: docker load -i FILE',
      'To build it from a project: simple-deploy build DIR',
    ],
  }),
  'image-foreign': ({ reference }) => ({
    what: `The image ${reference} was not built by simple-deploy: it has no simple-deploy labels.`,
    next: ['Build it with: simple-deploy build DIR --tag NAME'],
  }),
  'image-file-unusable': ({ file, reason }) => ({
    what: `No image can be read from ${file}: ${reason}.`,
    next: ['Where the image stands: docker save "$(simple-deploy build --platform linux/amd64)" | gzip > image.tar.gz'],
  }),
  'image-file-needs-engine': ({ file, platform }) => ({
    what: `An image in a file (${file}) can be pushed to registries only; ${platform} takes it from the engine.`,
    next: [
      `docker load --input ${file}   # prints its name`,
      `simple-deploy push --to ${platform} --image NAME`,
      'or without an engine: simple-deploy push --to registry --destination REGISTRY/NAME:TAG --image ' + file,
    ],
  }),
  'option-beside-image': ({ reference, options }) => ({
    what: `${options.join(', ')} would have no effect: ${options.length === 1 ? 'it says' : 'they say'} how an image is built, and --image names one that is (${reference}).`,
    next: [
      'To push that image as it is: leave them out.',
      `To have another one, from the project's folder: simple-deploy build ${options.map((option) => `${option} …`).join(' ')}, then push what it prints.`,
    ],
  }),
  'run-without-command': () => ({
    what: 'There is no command to run.',
    next: ['Write it after two dashes: simple-deploy run -- python manage.py check'],
  }),
};

function inLine(line: number | undefined): string {
  return line === undefined ? '' : ` in line ${line}`;
}
