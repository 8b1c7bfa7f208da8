import { openAgents } from './agents.ts';
import { exchange, type HttpAnswer, type HttpRequest } from './http.ts';

/**
 * Asks a web address that is no registry's in the same way: by the proxies of the environment, and trusting the certificates that
 * it names. The connection ends with the answer. Rejects with Node's error, or the signal's reason.
 */
export async function ask(
  request: Omit<HttpRequest, 'url'> & { readonly url: string },
  env: NodeJS.ProcessEnv,
): Promise<HttpAnswer> {
  const url = new URL(request.url);
  const agents = openAgents(url.host, { env });
  try {
    const answer = await exchange({ ...request, url }, await agents.of(url));
    answer.body.once('close', () => agents.close());
    return answer;
  } catch (error) {
    agents.close();
    throw error;
  }
}
