import { describe, expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const explain = (output: string) => wordsFor(explainBuildFailure('[packages 1/2] RUN x', output.split('\n'), 'base')!);

/** What uv 0.13 and pip 23 said of a server that answered so. */
describe('an installation that did not reach a server', () => {
  it('may be a mistake in an address that the project wrote', () => {
    const output = `error: Failed to download \`pkg @ https://nosuch.invalid/x.zip\`\n  cause: Request failed after 3 retries in 10.4s\n  cause: failed to lookup address information: Name or service not known`;
    expect(explain(output).next.join()).toContain('Correct the requirement');
  });

  it.each([
    [
      'uv, an index that breaks the connection',
      `error: Request failed after 3 retries in 9.7s
  cause: Failed to fetch: http://index.example/simple/six/
  cause: error sending request for url (http://index.example/simple/six/)
  cause: client error (SendRequest)
  cause: connection error
  cause: Connection reset by peer (os error 104)`,
      'The dependencies do not install: http://index.example/simple/six/: Connection reset by peer (os error 104)',
    ],
    [
      'uv, an index that is busy',
      `error: Request failed after 3 retries in 12.3s
  cause: Failed to fetch: http://index.example/simple/six/
  cause: HTTP status server error (503 Service Unavailable) for url (http://index.example/simple/six/)`,
      'The dependencies do not install: http://index.example/simple/six/: HTTP status server error (503 Service Unavailable)',
    ],
    [
      'pip, which fetches uv',
      `WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'ProtocolError': /simple/uv/
ERROR: Could not find a version that satisfies the requirement uv==9.9.9 (from versions: none)
ERROR: No matching distribution found for uv==9.9.9`,
      'uv==9.9.9 does not install: no index that the build asks gives it',
    ],
  ])('is told as such: %s', (_, output, said) => {
    const { what, next } = explain(output);
    expect(what).toBe(said);
    expect(next[0]).toMatch(/^Build again in a while: .* not the requirement\.$/);
    expect(next.join()).not.toContain('Correct the requirement');
  });
});
