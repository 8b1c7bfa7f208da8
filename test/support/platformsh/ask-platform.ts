import { request } from 'node:http';

/** What a program of the git host asks the platform; the answer comes line by line. Gives the last line. */
export function askPlatform(path: string, body: object, onLine: (line: string) => void): Promise<string> {
  const { PLATFORM_TEST_API: api = '', PLATFORM_TEST_SECRET: secret = '' } = process.env;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-git-host': secret };
    const asked = request(`${api}${path}`, { method: 'POST', headers }, (answer) => {
      let rest = '';
      let last = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          onLine(line);
          last = line;
        }
      });
      answer.on('error', reject).on('end', () => resolve(rest === '' ? last : rest));
    });
    asked.on('error', reject).end(JSON.stringify(body));
  });
}
