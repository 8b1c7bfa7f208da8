import { describe, expect, test } from 'vitest';
import { createRedactor } from '../src/redact.ts';

const secret = `s3cr3t/"quoted"&'more' ä`;

function redactorFor(...values: readonly string[]) {
  const redactor = createRedactor();
  for (const value of values) redactor.add(value);
  return redactor;
}

describe('a secret value is hidden', () => {
  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ key: secret })],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON of ASCII', String.raw`"s3cr3t/\"quoted\"&'more' \u00e4"`],
    ["by Python's repr", String.raw`'s3cr3t/"quoted"&\'more\' ä'`],
    ['in a URL with every sign escaped', 's3cr3t%2F%22quoted%22%26%27more%27%20%C3%A4'],
    ['in a path', 's3cr3t/%22quoted%22%26%27more%27%20%C3%A4'],
    ['in a form', 's3cr3t%2F%22quoted%22%26%27more%27+%C3%A4'],
    ['in a URL with small letters', 's3cr3t%2f%22quoted%22%26%27more%27%20%c3%a4'],
    ['in HTML', 's3cr3t/&quot;quoted&quot;&amp;&#x27;more&#x27; ä'],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 for URLs', Buffer.from(secret).toString('base64url')],
    ["quoted by Python's shlex", `'s3cr3t/"quoted"&'"'"'more'"'"' ä'`],
    ['quoted by printf %q', String.raw`s3cr3t/\"quoted\"\&\'more\'\ ä`],
    ['quoted for a shell', `'${secret.replaceAll("'", String.raw`'\''`)}'`],
  ])('%s', (_form, text) => {
    const redacted = redactorFor(secret).redact(`before ${text} after`);
    expect(redacted).toMatch(/^before .*\[hidden\].* after$/);
    expect(redacted).not.toContain('s3cr3t');
    expect(redacted).not.toContain(Buffer.from(secret).toString('base64').slice(4, 12));
  });

  test.each(['', 'u', 'us', 'user', 'user:'])('in the base64 of a header, after "%s"', (prefix) => {
    const header = Buffer.from(`${prefix}${secret}and what follows`).toString('base64');
    const redacted = redactorFor(secret).redact(`Basic ${header}`);
    const [, rest = ''] = redacted.split('[hidden]');
    expect(redacted).toContain('[hidden]');
    expect(Buffer.from(redacted.slice(6).split('[hidden]')[0] ?? '', 'base64').toString()).not.toContain('s3c');
    expect(rest.length).toBeGreaterThan(0);
  });

  test('line by line, when it has several', () => {
    const key = `-----BEGIN KEY-----\n${'a1B2'.repeat(8)}\n${'c3D4'.repeat(8)}\n-----END KEY-----`;
    expect(redactorFor(key).redact(`log: ${'c3D4'.repeat(8)}`)).toBe('log: [hidden]');
  });

  test('the longer of two before the shorter that it holds', () => {
    expect(redactorFor('password', 'password-and-more').redact('x password-and-more')).toBe('x [hidden]');
  });
});

test('the password of a URL is a secret, decoded too', () => {
  const redactor = createRedactor();
  redactor.addPassword('postgres://blog:p%40ssw0rd@db:5432/blog');
  expect(redactor.redact('PGPASSWORD=p@ssw0rd')).toBe('PGPASSWORD=[hidden]');
  expect(redactor.redact('postgres://blog:p%40ssw0rd@db')).toBe('postgres://blog:[hidden]@db');
});

test.each(['', '1', 'true', 'False', '8000', 'localhost'])('the everyday value "%s" is no secret', (value) => {
  expect(redactorFor(value).redact('DEBUG=1 true False 8000 localhost')).toBe('DEBUG=1 true False 8000 localhost');
});

describe("a word that everybody sees, as the app's name", () => {
  test('is shown where a variable that speaks of no secret has it', () => {
    const redactor = createRedactor();
    redactor.addVariable('bootcamp', 'POSTGRES_DB');
    expect(redactor.redact('App: bootcamp')).toBe('App: [hidden]');
    redactor.publish('bootcamp');
    expect(redactor.redact('App: bootcamp')).toBe('App: bootcamp');
    redactor.addVariable('bootcamp-of-ours', 'BUCKET');
    expect(redactor.redact('bootcamp and bootcamp-of-ours')).toBe('bootcamp and [hidden]');
  });

  test.each([
    ['a variable that speaks of a secret', 'POSTGRES_PASSWORD', 'bootcamp'],
    ['one that may', 'DB_PASS', 'bootcamp'],
    ['a variable of no name', undefined, 'bootcamp'],
  ])('not where %s has it', (_, name, value) => {
    const redactor = createRedactor();
    redactor.publish('bootcamp');
    redactor.addVariable(value, name);
    redactor.addVariable(value, 'POSTGRES_DB');
    expect(redactor.redact('App: bootcamp')).toBe('App: [hidden]');
  });

  test('nor where it is the password of an address', () => {
    const redactor = createRedactor();
    redactor.publish('bootcamp');
    redactor.addVariable('postgres://user:bootcamp@host/name', 'DATABASE_URL');
    expect(redactor.redact('bootcamp')).toBe('[hidden]');
  });
});
