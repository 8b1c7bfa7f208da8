import { readArchive } from './archive.ts';
import { normalised, type Installed } from './installed.ts';
import { newestFile, type OfferedFile } from './newest-file.ts';

/** What an index says of a distribution: its newest file, as it would be installed. */
export interface Offered extends Installed {
  readonly version: string;
  /** Why nobody should begin with it, in the words of its authors or of the index; undefined when nobody says so. */
  readonly warning?: string;
}

interface Page {
  readonly files: readonly OfferedFile[];
  /** https://packaging.python.org/en/latest/specifications/project-status-markers/ */
  readonly status?: string;
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const STATES = new Set(['archived', 'deprecated', 'quarantined']);

/**
 * Asks an index for a distribution; undefined where it has none of that name, or no file of it.
 * @throws Error where the index or the file does not answer
 */
export async function askIndex(index: URL, name: string): Promise<Offered | undefined> {
  const page = await projectPage(index, normalised(name));
  const file = page === undefined ? undefined : newestFile(page.files, name);
  if (page === undefined || file === undefined) return undefined;
  const sameHost = new URL(file.url).host === index.host;
  const { modules, metadata } = await readArchive(file.url, sameHost ? authorization(index) : undefined);
  const warning = [page.status, ...saidOf(metadata)].filter((each) => each !== undefined).join('; ');
  return { name: normalised(name), version: file.version, modules, ...(warning === '' ? {} : { warning }) };
}

/** The classifier of what is given up, and a summary that says it. */
function saidOf(metadata: string): readonly (string | undefined)[] {
  const head = metadata.split(/\r?\n\r?\n/)[0] ?? '';
  const summary = /^Summary:\s*(.*)$/im.exec(head)?.[1]?.trim();
  const isWarning = /deprecated|obsolete|placeholder|dummy|renamed|superseded|unmaintained|do not (?:use|install)/i;
  return [
    /^Classifier:\s*(Development Status :: 7 - Inactive)\s*$/im.exec(head)?.[1],
    summary !== undefined && isWarning.test(summary) ? summary : undefined,
  ];
}

/** https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
async function projectPage(index: URL, name: string): Promise<Page | undefined> {
  const url = new URL(`${name}/`, index);
  const login = authorization(index);
  url.username = '';
  url.password = '';
  const headers = { accept: `${JSON_TYPE}, text/html;q=0.1`, ...(login === undefined ? {} : { authorization: login }) };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(60_000) });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${url.href} answers HTTP ${answer.status}`);
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith(JSON_TYPE) === true;
  return isJson ? inJson(text, answer.url) : { files: inHtml(text, answer.url) };
}

function inJson(text: string, base: string): Page {
  const page = JSON.parse(text) as {
    readonly files: readonly { readonly filename: string; readonly url: string; readonly yanked?: boolean | string }[];
    readonly 'project-status'?: { readonly status?: string; readonly reason?: string };
  };
  const files = page.files.map(({ filename, url, yanked = false }) => ({
    name: filename,
    url: new URL(url, base).href,
    isYanked: yanked !== false,
  }));
  const { status = '', reason } = page['project-status'] ?? {};
  if (!STATES.has(status)) return { files };
  return { files, status: reason === undefined ? status : `${status}: ${reason}` };
}

function inHtml(text: string, base: string): OfferedFile[] {
  return [...text.matchAll(/<a\s([^>]*)>\s*([^<]*?)\s*<\/a>/gi)].flatMap(([, attributes = '', name = '']) => {
    const href = /href=["']([^"']*)["']/i.exec(attributes)?.[1]?.replaceAll('&amp;', '&');
    if (href === undefined) return [];
    const url = new URL(href, base);
    url.hash = '';
    return [{ name, url: url.href, isYanked: /\bdata-yanked\b/i.test(attributes) }];
  });
}

function authorization({ username, password }: URL): string | undefined {
  if (username === '') return undefined;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(login).toString('base64')}`;
}
