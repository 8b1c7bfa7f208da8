import { expect, test } from 'vitest';
import { found } from './demanded.ts';

const head = `import os, json, environ, environs
from decouple import config
from distutils.util import strtobool
E = os.environ
env = environ.Env()
more = environs.Env()
def get(name, otherwise="5"):
    return E.get(name, otherwise)
`;
const readings = (text: string, configuration?: string) =>
  Object.fromEntries(
    Object.entries(found(head + text, configuration === undefined ? {} : { configuration }).readings).map(
      ([name, { as }]) => [name, as],
    ),
  );

test.each([
  ['int(E["A_"])', 'whole-number'],
  ['int(E.get("A_", "5"))', 'whole-number'],
  ['int(E.get("A_", 5))', 'whole-number'],
  ['int(E["A_"].strip())', 'whole-number'],
  ['int(get("A_"))', 'whole-number'],
  ['env.int("A_")', 'whole-number'],
  ['env.int("A_", default=5)', 'whole-number'],
  ['env("A_", cast=int)', 'whole-number'],
  ['environ.Env(A_=(int, 5))("A_")', 'whole-number'],
  ['more.int("A_", 5)', 'whole-number'],
  ['config("A_", cast=int)', 'whole-number'],
  ['config("A_", default=5, cast=int)', 'whole-number'],
  ['float(E["A_"])', 'number'],
  ['env.float("A_")', 'number'],
  ['config("A_", default=True, cast=bool)', 'yes-or-no'],
  ['more.bool("A_")', 'yes-or-no'],
  ['bool(strtobool(E.get("A_", "no")))', 'yes-or-no'],
  ['json.loads(E["A_"])', 'json'],
  ['env.json("A_", default={})', 'json'],
])('%s', (code, as) => {
  expect(readings(`X = ${code}`)).toEqual({ A_: as });
});

test.each([
  ['X = env.bool("A_")'],
  ['X = bool(E.get("A_"))'],
  ['X = int("1" if E.get("A_") else "5")'],
  ['def size():\n    if E.get("A_"): return "1"\n    return "5"\nX = int(size())'],
  ['try:\n    X = int(E.get("A_", "5"))\nexcept ValueError:\n    X = 5'],
  ['try:\n    X = config("A_", cast=int)\nexcept Exception:\n    X = 5'],
  ['if unknown():\n    X = int(E.get("A_", "5"))'],
  ['X = E["A_"]'],
  ['X = int(E["A_"].split(":")[1])'],
])('no text is refused where the code takes any, or may not read it: %s', (text) => {
  expect(readings(text)).toEqual({});
});

test('with the place; what goes to the port of mail is a number too', () => {
  const { readings: all } = found('import os\nEMAIL_PORT = os.environ["MAIL_AT"]\nX = int(os.environ["B"])');
  const origin = (line: number) => ({ file: 'site/settings.py', line });
  expect(all).toEqual({
    B: { as: 'whole-number', origin: origin(3) },
    MAIL_AT: { as: 'whole-number', origin: origin(2) },
  });
  expect(readings('EMAIL_PORT = E.get("A_", "587")')).toEqual({ A_: 'whole-number' });
});

test('fields of pydantic and values of django-configurations', () => {
  const fields = `from pydantic_settings import BaseSettings
from pydantic import field_validator
class Env(BaseSettings):
    jobs: int
    rate: float = 0.5
    on: bool | None = None
    names: list[str] = []
    title: str = "x"
    checked: int = 1
    @field_validator("checked")
    def check(cls, value): return 2
Env()
`;
  expect(readings(fields)).toEqual({ JOBS: 'whole-number', NAMES: 'json', ON: 'yes-or-no', RATE: 'number' });
  const live = `from configurations import Configuration, values
class Live(Configuration):
    JOBS = values.IntegerValue(5, environ_name="A_")
`;
  expect(readings(live, 'Live')).toEqual({ DJANGO_A_: 'whole-number' });
});
