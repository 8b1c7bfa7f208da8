import { saysSecret } from '../../src/secret-names.ts';
import { ask } from '../../src/terminal-ask.ts';

/** Asks for each of its arguments as `push` does, and tells how long the answers were. */
const interruption = new AbortController();
process.on('SIGINT', () => {
  process.stderr.write('interrupted\n');
  interruption.abort();
  process.exitCode = 130;
});
const lengths: number[] = [];
for (const name of process.argv.slice(2)) {
  const answer = await ask(process.stderr, name, { hidden: saysSecret(name), signal: interruption.signal });
  lengths.push(answer.length);
}
process.stdout.write(`heard ${lengths.join(' and ')} characters\n`);
