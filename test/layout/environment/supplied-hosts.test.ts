import { expect, test } from 'vitest';
import { found } from './demanded.ts';

const head = `import os, json, environ, environs
from decouple import config, Csv
E = os.environ
env = environ.Env()
more = environs.Env()
`;
const supplied = (text: string) => found(head + text).supplied.certain;

test.each([
  ['E["A_"].split(",")', 'comma'],
  ['E["A_"].split(", ")', 'comma-space'],
  ['E.get("A_").split(" ")', 'space'],
  ['E["A_"].split()', 'space'],
  ['E["A_"].replace(" ", "").split(";")', 'semicolon'],
  ['E["A_"].split("|")', 'bar'],
  ['[each.strip() for each in E["A_"].split(",")]', 'comma'],
  ['[each for each in E["A_"].split(",") if each]', 'comma'],
  ['list(map(str.strip, E["A_"].split(",")))', 'comma'],
  ['list(filter(None, E["A_"].split(",")))', 'comma'],
  ['E["A_"].split(",") + ["localhost"]', 'comma'],
  ['["localhost", *E["A_"].split(",")]', 'comma'],
  ['env.list("A_")', 'comma'],
  ['env("A_", cast=list)', 'comma'],
  ['more.list("A_")', 'comma'],
  ['config("A_", cast=Csv())', 'comma'],
  ['config("A_", cast=Csv(delimiter=" "))', 'space'],
  ['config("A_", cast=lambda text: [each.strip() for each in text.split(",")])', 'comma'],
  ['json.loads(E["A_"])', 'json'],
  ['env.json("A_")', 'json'],
  ['[E["A_"]]', 'one'],
  ['["localhost", "." + E["A_"]]', 'one'],
])('names of the site, %s', (code, form) => {
  expect(supplied(`ALLOWED_HOSTS = ${code}`)).toEqual({ A_: `hosts-${form}` });
});

test.each([
  'config("A_", cast=Csv(cast=int))',
  'config("A_", cast=Csv(post_process=tuple))',
  'unknown(E["A_"])',
  '[f"api.{E[\'A_\']}"]',
])('not where the form is not known: %s', (code) => {
  expect(supplied(`ALLOWED_HOSTS = ${code}`)).toEqual({});
});

test.each([
  ['ALLOWED_HOSTS = []\nALLOWED_HOSTS += E["A_"].split(",")', { A_: 'hosts-comma' }],
  ['ALLOWED_HOSTS = ["x"]\nALLOWED_HOSTS += [E["A_"]]', { A_: 'hosts-one' }],
  ['ALLOWED_HOSTS = ["x"]\nALLOWED_HOSTS.append(E["A_"])', { A_: 'hosts-one' }],
  ['ALLOWED_HOSTS = []\nALLOWED_HOSTS.extend(E["A_"].split(","))', { A_: 'hosts-comma' }],
  ['CSRF_TRUSTED_ORIGINS = E["A_"].split(",")', { A_: 'origins-comma' }],
  ['CSRF_TRUSTED_ORIGINS = [E["A_"]]', { A_: 'origins-one' }],
  ['CSRF_TRUSTED_ORIGINS = ["https://" + E["A_"]]', { A_: 'hosts-one' }],
  ['CSRF_TRUSTED_ORIGINS = ["https://" + E["A_"].split(":")[0]]', { A_: 'hosts-one' }],
  [
    'ALLOWED_HOSTS = E["A_"].split(",")\nCSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS]',
    { A_: 'hosts-comma' },
  ],
  ['CORS_ALLOWED_ORIGINS = E["A_"].split(",")\nCSRF_TRUSTED_ORIGINS = E["A_"].split(",")', {}],
  ['CORS_ALLOWED_ORIGINS = E["A_"].split(",")', {}],
  ['SITE_URL = E["A_"]', {}],
])('%s', (text, expected) => {
  expect(supplied(text)).toEqual(expected);
});
