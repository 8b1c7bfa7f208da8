/** What git, ssh and uv say when they are let in nowhere, and what to lend the build for it. */
const advice: readonly (readonly [said: RegExp, next: string])[] = [
  [
    /Host key verification failed/,
    "The build's ssh does not know that host: ssh-keyscan HOST >> ~/.ssh/known_hosts   # then compare its fingerprint",
  ],
  [
    /Permission denied \(publickey|Could not read from remote repository/,
    'Lend the build your SSH agent: --ssh default   # or a key: --ssh default=PATH_OF_THE_KEY',
  ],
  [
    /could not read (?:Username|Password)|Authentication failed for|terminal prompts disabled/,
    'Lend the build your login for that server: --build-secret id=netrc,src=$HOME/.netrc',
  ],
  [
    /not found in the package registry|\b40[13] (?:Unauthorized|Forbidden)|lack of valid authentication/,
    'If it is in an index that wants a password, lend the build yours: --build-secret id=netrc,src=$HOME/.netrc',
  ],
];

/** What to type when the output of an installer tells that an index or a repository lets the build in nowhere. */
export function accessAdvice(output: string): readonly string[] {
  return advice
    .filter(([said]) => said.test(output))
    .map(([, next]) => next)
    .slice(0, 1);
}
