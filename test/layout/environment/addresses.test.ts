import { expect, test } from 'vitest';
import { names } from './demanded.ts';

test.each([
  ['f"postgres://{U}:{W}@{H}:{P}/{N}"', 'PORT'],
  ['"postgres://{}:{}@{}:{}/{}".format(U, W, H, P, N)', 'PORT'],
  ['"postgres://%s:%s@%s:%s/%s" % (U, W, H, P, N)', 'PORT'],
  ['(f"postgres://{U}:{W}@"\n  f"{H}:{P}/{N}")', 'PORT'],
  ['f"postgres://{H}:{P}"', 'PORT'],
  ['f"postgres://{U}:{W}@{H}:5432/{N}"', ''],
  ['f"postgres://{U}:{W}@{H}/{N}"', ''],
  ['f"postgres://{H}/a:{P}/b"', ''],
  ['f"postgres://{U}:{P}@{H}/{N}"', ''],
  ['f"{H}:{P}/"', ''],
])('what takes an address apart needs its port: %s', (text, expected) => {
  const parts = 'U, W, H, N = "a", "b", os.getenv("HOST"), os.getenv("NAME")\nP = os.getenv("PORT")';
  const head = `import os, environ, dj_database_url\n${parts}\nA = ${text}\n`;
  expect(names(`${head}dj_database_url.parse(A)`)).toBe(expected);
  expect(names(`${head}os.environ["DATABASE_URL"] = A\nenv = environ.Env()\nenv.db("DATABASE_URL")`)).toBe(expected);
  expect(names(`${head}dj_database_url.config(default=A)`)).toBe('');
  expect(names(`${head}os.environ["DATABASE_URL"] = A\nenviron.Env().str("DATABASE_URL")`)).toBe('');
});
