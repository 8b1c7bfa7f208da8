import { describe, expect, test } from 'vitest';
import { summaryInForm } from '../../src/commands/summary-forms.ts';
import { summaryText } from '../../src/summary/text.ts';
import type { Report } from '../../src/values/report.ts';
import { reports } from './every-platform.ts';

const all = reports();
const facts = { version: '1.2.3', at: '2026-11-30T10:20:30.000Z' };
const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  '#39': "'",
  '#x2F': '/',
  '#x3D': '=',
  '#x60': '`',
};

/** What a form says, without how it says it: no tags, no signs of Markdown, one space between words. */
const said = {
  text: (text: string) => text,
  md: (text: string) => text.replaceAll(/\\(.)/g, '$1').replaceAll('|', ' '),
  html: (text: string) =>
    text
      .replace(/^[^]*<body>/, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/&([#\w]+);/g, (_, name: string) => entities[name] ?? '?'),
};
const wordsOf = async (name: string, form: 'text' | 'md' | 'html'): Promise<string> =>
  said[form](await summaryInForm(all[name]!, form, facts)).replaceAll(/\s+/g, ' ');

/** What a summary has to say, wherever it went. */
const everywhere: Readonly<Record<string, RegExp>> = {
  'every step with a reason': /What was done .*(?:Push|Set|Make|Start) .*\. ?[A-Z]/,
  'what was found, with where': /settings of manage\.py .*shop\.settings\.local \(site\/manage\.py:9\)/,
  'the project in a picture': /On your disk.*shop\/.*manage\.py/,
  'what changed since the last time':
    /What changed since the last deployment \(2026-11-29 08:00 UTC\).*1: site\/shop\/views\.py.*django 5\.2\.7 → 5\.2\.8/,
  'how to deploy a change': /after a change:? (?:``` )?simple-deploy push --to /,
  'Django’s own checklist': /Deployment checklist/,
};

/** Of what is built here. */
const ofImages: Readonly<Record<string, RegExp>> = {
  'sizes by part, beside those before': /Python packages 33\.8 MB \(before: 31\.0 MB\)/,
  'what the cache gave': /7 steps came from the cache/,
  'what the image adds to the packages': /Python packages that simple-deploy adds .*gunicorn 23\.0\.0/,
  'what the image completes in the settings': /What the image completes in the settings.*DEBUG is False/,
  'check --deploy in plain words, with what was done': /SECRET_KEY a long random key.*\(seen to; security\.W009\)/,
  'what check --deploy leaves': /Sites that yours links to .*SECURE_REFERRER_POLICY/,
  'the image in a picture': /\/app .*a link to \/project\/site/,
};

/** Of what runs an app. */
const ofApps: Readonly<Record<string, RegExp>> = {
  'the address': /blog runs at https?:\/\//,
  'our own commands':
    /simple-deploy run .*manage\.py createsuperuser.*simple-deploy logs .*--follow.*simple-deploy rollback.*manage\.py shell.*showmigrations.*--env NAME.*--host www\.example\.org.*simple-deploy destroy/,
};

/** Of a first push. */
const ofNew: Readonly<Record<string, RegExp>> = {
  'what was made and is billed': /What was made on .*(?:[Bb]illed)/,
};

/** In the platform's own commands: a first admin, a shell, migrations, the log, variables, a domain, scaling, the way back, the end. */
const commands: Readonly<Record<string, readonly RegExp[]>> = {
  fly: [
    /createsuperuser/,
    /manage\.py shell/,
    /showmigrations/,
    /flyctl logs/,
    /secrets import/,
    /certs add/,
    /scale (?:count|memory)/,
    /flyctl releases/,
    /apps destroy blog/,
  ],
  heroku: [
    /createsuperuser/,
    /manage\.py shell/,
    /showmigrations/,
    /heroku logs/,
    /config:edit/,
    /domains:add/,
    /ps:scale/,
    /heroku releases/,
    /apps:destroy/,
  ],
  upsun: [
    /createsuperuser/,
    /manage\.py shell/,
    /showmigrations/,
    /upsun log/,
    /variable:create/,
    /domain:add/,
    /resources:set/,
    /backup:list/,
    /(?:project|environment):delete/,
  ],
  platformsh: [
    /createsuperuser/,
    /manage\.py shell/,
    /showmigrations/,
    /platform log/,
    /variable:create/,
    /domain:add/,
    /subscription:info/,
    /backup:list/,
    /(?:project|environment):delete/,
  ],
  local: [/createsuperuser/, /manage\.py shell/, /showmigrations/, /docker logs/],
  registry: [
    /createsuperuser/,
    /manage\.py shell/,
    /showmigrations/,
    /docker logs/,
    /simple_deploy release/,
    /docker run -d/,
  ],
};

/** Every text of a summary. */
const textsOf = ({ title, sections }: Report): readonly string[] => [
  title,
  ...sections.flatMap(({ heading, rows = [], lines = [], items = [], commands = [], links = [] }) => [
    heading,
    ...rows.flatMap(({ name, value, why = '' }) => [name, value, why]),
    ...lines,
    ...items.flatMap(({ what, found = [], next = [] }) => [what, ...found, ...next]),
    ...commands.flatMap(({ about, command }) => [about, command]),
    ...links.flatMap(({ title: of, why }) => [of, why]),
  ]),
];

const platformOf = (name: string): string => name.replace(/-.*/, '');

describe.each(Object.keys(all))('%s', (name) => {
  const isSource = ['upsun', 'platformsh'].includes(platformOf(name));
  const isFirst = !name.endsWith('-later') && name !== 'registry';
  const wanted = {
    ...everywhere,
    ...(isSource ? {} : ofImages),
    ...(name === 'registry' ? {} : ofApps),
    ...(isFirst ? ofNew : {}),
  };

  test.each(['text', 'md', 'html'] as const)('%s says everything', async (form) => {
    const words = await wordsOf(name, form);
    expect(Object.entries(wanted).flatMap(([what, pattern]) => (pattern.test(words) ? [] : [what]))).toEqual([]);
  });

  test.each(['text', 'md', 'html'] as const)('%s has all that the summary is made of', async (form) => {
    const words = await wordsOf(name, form);
    const texts = textsOf(all[name]!).map((text) => text.replaceAll(/\s+/g, ' '));
    expect(texts.filter((text) => !words.includes(text))).toEqual([]);
  });

  test('the commands of the platform say everything, with the name of the app', () => {
    const lines = all[name]!.sections.flatMap((section) => section.commands ?? []).map(({ command }) => command);
    const own = lines.filter((line) => !line.startsWith('simple-deploy'));
    expect(commands[platformOf(name)]!.filter((pattern) => !own.some((line) => pattern.test(line)))).toEqual([]);
    const names = /blog|abcdefgh12345|\bapp\b|--org personal/;
    expect(own.filter((line) => !names.test(line))).toEqual([]);
  });

  test('there are five or six pages to read, each with a reason', () => {
    const links = all[name]!.sections.flatMap((section) => section.links ?? []);
    expect([5, 6]).toContain(links.length);
    expect(links.filter(({ why }) => why.length < 20)).toEqual([]);
  });

  test('a terminal of 80 columns shows it on one screen', () => {
    // Where something was made, there was nothing before that it could differ from.
    const sections = all[name]!.sections.filter(({ heading }) => !heading.startsWith('What changed since'));
    const lines = summaryText({ ...all[name]!, sections }, { width: 80 }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(48);
    const wide = lines.filter((line) => line.length > 80);
    // Addresses, digests and commands stay whole: they are copied.
    expect(wide.filter((line) => !/^\s*(?:\S+ {2,})?\S+$|^ {4}simple-deploy /.test(line))).toEqual([]);
  });

  test('nothing shouts, and nobody is blamed', async () => {
    const words = (await wordsOf(name, 'text')).replaceAll(/`[^`]*`/g, '');
    expect(words.match(/!(?!=)/g)).toBeNull();
    expect(words).not.toMatch(/\b(?:you forgot|your fault|must not|wrongly|invalid|please|simply|just)\b/i);
  });
});

describe('what needs attention is said first', () => {
  const first = (name: string): string => {
    const [section] = all[name]!.sections;
    return section?.isWarning === true
      ? (section.items ?? []).map(({ what, next = [] }) => [what, ...next].join(' ')).join('\n')
      : '';
  };
  test.each([
    ['fly-sqlite', /one snapshot a day.*volumes snapshots create ID --app blog/],
    ['fly-postgres', /uploads in files, and nothing that lasts/],
    ['heroku', /Nothing makes backups of the Postgres.*heroku pg:backups:capture --app blog/],
    ['heroku', /uploads in files, and nothing that lasts/],
    ['upsun', /backups of two days.*One now: upsun backup:create/],
    ['platformsh', /on a Development plan none/],
    ['registry', /without a volume there, they are lost/],
    ['local-sqlite', /Nothing makes backups of the SQLite database and the uploads/],
    ['local-postgres', /Nothing makes backups of the database in the volume/],
  ])('%s: %s', (name, pattern) => expect(first(name)).toMatch(pattern));

  test('a database of the person’s own is backed up by them', () => expect(first('fly-own-url')).not.toMatch(/backup/));
});
