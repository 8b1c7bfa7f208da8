import { expect, test } from 'vitest';
import { netrcPassword } from '../../../src/platforms/heroku/netrc.ts';

const host = 'api.heroku.com';

test.each([
  ['machine api.heroku.com login me password secret', 'secret'],
  ['machine api.heroku.com\n  login me\n  password secret\nmachine git.heroku.com\n  password other', 'secret'],
  ['machine api.heroku.com\tpassword\tsecret\tlogin\tme', 'secret'],
  ['# machine api.heroku.com password old\nmachine api.heroku.com password secret', 'secret'],
  ['machine login login machine password wrong\nmachine api.heroku.com password secret', 'secret'],
  ['macdef init\nmachine api.heroku.com password wrong\n\nmachine api.heroku.com password secret', 'secret'],
  ['default login anonymous password guest', undefined],
  ['machine git.heroku.com password other', undefined],
  ['machine api.heroku.com login me', undefined],
  ['', undefined],
])('%j', (text, password) => {
  expect(netrcPassword(text, host)).toBe(password);
});
