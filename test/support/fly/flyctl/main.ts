import { readArguments } from './arguments.ts';
import { Failure } from './client.ts';
import { commands } from './commands.ts';

/**
 * Stands in for flyctl where there is none: sends what the real one (0.4.87) sends for the commands that simple-deploy
 * calls, prints what it prints as JSON, and fails in its words. `npm run test:flyctl` runs the same tests with the real one.
 */
try {
  const { words, flags } = readArguments(process.argv.slice(2));
  const name = Object.keys(commands).find((each) => `${words.join(' ')} `.startsWith(`${each} `));
  if (name === undefined) throw new Failure(`the stand-in has no command "${words.join(' ')}"`);
  await commands[name]?.({ words: words.slice(name.split(' ').length), flags });
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`Error: ${error.message}\n`);
  process.exitCode = 1;
}
