import { setTimeout as pause } from 'node:timers/promises';

/** What came of asking for a page. */
export interface Asked {
  /**
   * `moved`: it is there, at another address. `untold`: the server tells programs nothing, a person may well see it.
   * `gone`: nobody sees it.
   */
  readonly state: 'there' | 'moved' | 'untold' | 'gone';
  readonly detail: string;
}

export interface Patience {
  /** For one answer. */
  readonly answerMs: number;
  /** Between two tries, where the server does not say how long. */
  readonly pauseMs: number;
  /** The longest time that a server may ask for. */
  readonly mostMs: number;
}

const usual: Patience = { answerMs: 20_000, pauseMs: 2_000, mostMs: 30_000 };
const tries = 3;
/** Answers to programs, whatever is there: sites keep robots away by them. */
const untold = new Set([401, 403, 405, 406, 429, 503]);
/** May be over in a moment. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Asks for a page with GET, as some servers refuse HEAD, and for the place in it that the address names. Asks again where
 * nobody answers and where the server is busy, after the time that it asks for.
 */
export async function askPage(url: string, patience = usual): Promise<Asked> {
  for (let tried = 1; ; tried += 1) {
    const { asked, mayPass, waitMs } = await askOnce(url, patience);
    if (!mayPass || tried === tries) return asked;
    await pause(Math.min(waitMs ?? patience.pauseMs, patience.mostMs));
  }
}

interface Once {
  readonly asked: Asked;
  readonly mayPass: boolean;
  readonly waitMs?: number;
}

async function askOnce(url: string, { answerMs }: Patience): Promise<Once> {
  try {
    const headers = { 'user-agent': 'Mozilla/5.0 (compatible; simple-deploy check-links)', accept: 'text/html' };
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs), headers });
    const { status } = answer;
    if (answer.ok) return { asked: await placeIn(answer, url), mayPass: false };
    await answer.body?.cancel();
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    const state = untold.has(status) ? 'untold' : 'gone';
    const wait = Number.isFinite(seconds) ? { waitMs: seconds * 1000 } : {};
    return { asked: { state, detail: `HTTP ${status}` }, mayPass: passing.has(status), ...wait };
  } catch (error) {
    const { message, cause } = error as Error;
    const detail = cause instanceof Error ? cause.message : message;
    // A circle of redirects leads nowhere however often it is walked.
    return { asked: { state: 'gone', detail }, mayPass: !/redirect/i.test(detail) };
  }
}

/** The page is there; is what stands behind the `#`? */
async function placeIn(answer: Response, url: string): Promise<Asked> {
  const place = new URL(url).hash.slice(1);
  const text = await answer.text();
  const isThere = place === '' || names(text).includes(place);
  if (!isThere) return { state: 'gone', detail: `the page has no #${place}` };
  return answer.redirected && withoutPlace(answer.url) !== withoutPlace(url)
    ? { state: 'moved', detail: answer.url }
    : { state: 'there', detail: '' };
}

/** What an address can name in a page. */
function names(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:id|name)=["']?([^"'\s>]+)/g)].map(([, name = '']) => name);
}

function withoutPlace(url: string): string {
  return url.replace(/#.*$/, '');
}
