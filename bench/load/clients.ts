import { Agent, request } from 'node:http';

/**
 * Run by itself, in the network of a site: `wait URL` ends when it answers, `ask COUNT URL` asks by that many clients until
 * its stdin ends, then prints what became of their requests as JSON.
 */
const counts = { answered: 0, refused: 0, lost: 0, lostOnKept: 0 };
const until = { over: false };
const [what, ...words] = process.argv.slice(2);
const url = words.at(-1) ?? '';

if (what === 'wait') {
  for (let tries = 0; tries < 600 && counts.answered === 0; tries++) {
    counts[await once(new Agent())]++;
    await after(100);
  }
  process.exitCode = counts.answered > 0 ? 0 : 1;
} else {
  process.stdin.resume().on('end', () => (until.over = true));
  // Half of the clients keep their connection, as proxies do; the others open one for each request.
  await Promise.all(Array.from({ length: Number(words[0]) }, (_, index) => ask(index % 2 === 0)));
  console.log(JSON.stringify(counts));
}

async function ask(keepAlive: boolean): Promise<void> {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  while (!until.over) {
    const outcome = await once(agent);
    counts[outcome]++;
    if (outcome !== 'answered') await after(20);
  }
  agent.destroy();
}

function once(agent: Agent): Promise<keyof typeof counts> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, headers: { Host: 'localhost' }, timeout: 15_000 });
    asked.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve('answered'));
      response.on('error', () => resolve('lost'));
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer for 15 seconds')));
    asked.on('error', (error: NodeJS.ErrnoException) => {
      const neverSent = error.code === 'ECONNREFUSED';
      resolve(neverSent ? 'refused' : asked.reusedSocket ? 'lostOnKept' : 'lost');
    });
    asked.end();
  });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
