import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BuiltImage } from '../../src/values/image.ts';
import { demanded, demandingSettings } from '../support/demanding-settings.ts';
import { imageOf, removeFixtureImages } from '../support/images.ts';
import { runOnce } from '../support/run-once.ts';

/** What does not please as any text. */
const values: Readonly<Record<string, string>> = {
  CACHE_URL: 'locmemcache://',
  DATABASE_URL: 'sqlite:////tmp/x.sqlite3',
  UPSTREAM_PORT: '8080',
  WORKERS: '3',
};

/** Starts the server's module and manage.py with all variables, then without each in turn; prints what they started without. */
const withhold = `
import json, os, subprocess, sys
def starts(without):
    given = {name: value for name, value in os.environ.items() if name != without}
    commands = (["python", "-c", "import config.wsgi"], ["python", "manage.py", "check"])
    return all(subprocess.run(each, env=given, capture_output=True).returncode == 0 for each in commands)
print(json.dumps([name for name in ["nothing", *sys.argv[1:]] if starts(name)]))
`;

let image: BuiltImage;
beforeAll(async () => {
  image = await imageOf(demandingSettings(), 'demanding');
});
afterAll(removeFixtureImages);

it('the build lends what was read to be demanded, and finds nothing that reading missed', () => {
  expect(image.facts.requiredVariables).toEqual(demanded);
});

it('the image starts with all of them, and without none of them', async () => {
  const env = Object.fromEntries(demanded.map((name) => [name, values[name] ?? 'some text']));
  const { stdout, stderr } = await runOnce(image.reference, { env, command: ['python', '-c', withhold, ...demanded] });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(['nothing']);
});
