import { bareUrl } from './index-url.ts';
import { parseRequirement } from './requirement.ts';
import { wantedFromText, type Wanted } from './wanted.ts';

/** One line of a requirements file that says something about what is installed. */
export type RequirementsLine = { readonly line: number } & (
  | { readonly kind: 'include' | 'constraints'; readonly name: string }
  | { readonly kind: 'requirement'; readonly wanted: Wanted }
  | { readonly kind: 'folder'; readonly path: string; readonly extras: readonly string[] }
  | { readonly kind: 'index'; readonly url: string; readonly default: boolean }
);

const option =
  /^(-r|--requirement|-c|--constraint|-e|--editable|-i|--index-url|--pypi-url|--extra-index-url|-f|--find-links)(?:\s*=\s*|\s+|(?<=^-[rcefi]))(.+)$/;

/** The lines of a file of pip's format. Options of the resolver (`--hash`, `--no-binary`) say nothing about what is needed. */
export function requirementsLines(text: string): RequirementsLine[] {
  return logicalLines(text).flatMap(({ text: written, line }) => {
    const [, name = '', rest = ''] = option.exec(written) ?? [];
    const value = rest.trim().replaceAll(/^['"]|['"]$/g, '');
    if (/^(-r|--requirement)$/.test(name)) return [{ kind: 'include', name: slashes(value), line }];
    if (/^(-c|--constraint)$/.test(name)) return [{ kind: 'constraints', name: slashes(value), line }];
    if (/^(-e|--editable)$/.test(name)) return item(value, line);
    if (name !== '') return [indexLine(value, /^(-i|--index-url|--pypi-url)$/.test(name), line)];
    return written.startsWith('-') ? [] : item(written, line);
  });
}

function slashes(name: string): string {
  return name.replaceAll('\\', '/');
}

function indexLine(value: string, isDefault: boolean, line: number): RequirementsLine {
  return { kind: 'index', url: bareUrl(value), default: isDefault, line };
}

/** A requirement, a URL, or a folder of the project. */
function item(written: string, line: number): RequirementsLine[] {
  const text = written.replace(/\s--?[a-z].*$/, '').trim();
  const wanted = /^\.{0,2}\//.test(text) ? undefined : (wantedFromText(text) ?? fromUrl(text));
  if (wanted?.line !== undefined) return [{ kind: 'requirement', wanted, line }];
  const named = wanted?.path ?? text.replace(/^file:(\/\/)?/, '');
  const [, path = '', extras = ''] = /^([^[;#]*?)\s*(?:\[([^\]]*)\])?\s*(?:[;#].*)?$/.exec(named) ?? [];
  if (path === '') return [];
  return [{ kind: 'folder', path: slashes(path), extras: extras.split(',').map((each) => each.trim()), line }];
}

/** `git+https://host/team/name.git@main#egg=name`, and an archive's address. */
function fromUrl(text: string): Wanted | undefined {
  const [address = '', fragment = ''] = text.split('#');
  const name = /(?:^|&)egg=([\w.-]+)/.exec(fragment)?.[1] ?? /\/([\w.-]+?)(?:\.git)?(?:@[^/]*)?$/.exec(address)?.[1];
  const requirement =
    /^(git|hg|svn|bzr)\+|^https?:/.test(text) && name !== undefined ? parseRequirement(name) : undefined;
  return requirement === undefined ? undefined : { requirement, line: text };
}

/** Lines without comments, those that end in a backslash joined to the next. */
function logicalLines(text: string): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const bare = raw.replace(/(^|\s)#.*$/, '');
    const continues = bare.endsWith('\\');
    const piece = continues ? bare.slice(0, -1) : bare;
    open = { text: (open?.text ?? '') + piece, line: open?.line ?? index + 1 };
    if (continues) continue;
    lines.push({ ...open, text: open.text.trim() });
    open = undefined;
  }
  if (open !== undefined) lines.push({ ...open, text: open.text.trim() });
  return lines.filter((line) => line.text !== '');
}
