import { expect, test } from 'vitest';
import { placesIn } from '../../src/layout/dockerfile-places.ts';

/** What the last word of the last line is in the project. */
function last(...lines: readonly string[]): readonly string[] {
  const { lines: read, inProject } = placesIn(lines.join('\n'));
  const line = read.at(-1) ?? '';
  return inProject(read.length - 1, line.split(' ').at(-1) ?? '');
}

test.each([
  [
    'below a folder that is copied',
    ['COPY src /srv/site', 'WORKDIR /srv/site', 'RUN pip install -r a/b.txt'],
    ['src/a/b.txt'],
  ],
  ['copied to where it works', ['WORKDIR /srv', 'COPY ./src .', 'RUN pip install -r b.txt'], ['src/b.txt']],
  ['the folder itself', ['COPY ./src /srv', 'RUN cd /srv'], ['src']],
  ['copied whole', ['COPY . /srv', 'WORKDIR /srv/src', 'RUN pip install -r b.txt'], ['src/b.txt']],
  ['by its whole path', ['ADD src /srv/site/', 'RUN pip install -r /srv/site/b.txt'], ['src/b.txt']],
  ['the last copy first', ['COPY . /srv', 'COPY src /srv', 'RUN pip install -r /srv/b.txt'], ['src/b.txt', 'b.txt']],
  ['an ARG at its default', ['ARG OF="prod"', 'COPY src /', 'RUN pip install -r /${OF}.txt'], ['src/prod.txt']],
  ['of another stage', ['COPY src /srv', 'FROM y', 'RUN pip install -r /srv/b.txt'], []],
  ['of another image', ['COPY --from=x src /srv', 'RUN pip install -r /srv/b.txt'], []],
  ['somewhere else', ['COPY src /srv', 'RUN pip install -r /etc/b.txt'], []],
])('%s', (_name, lines, expected) => {
  expect(last('FROM x', ...lines)).toEqual(expected);
});
