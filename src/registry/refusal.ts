import { UserError } from '../problems.ts';
import { type HttpAnswer, readBody } from './http.ts';
import { isUntrusted, wantsCertificate } from './origin.ts';

/** What was asked for, for the words. */
export interface Subject {
  readonly registry: string;
  readonly reference: string;
  readonly username?: string;
}

/** The problem behind an answer that is none of those wanted (OCI distribution specification, "error codes"). */
export async function refusal(answer: HttpAnswer, { username, ...subject }: Subject): Promise<UserError> {
  const { codes, text } = await errorsIn(answer);
  const { status } = answer;
  const about = { ...subject, reason: text || `it answered HTTP ${status}` };
  const named = (code: string): boolean => codes.includes(code);
  if (status === 401 || named('UNAUTHORIZED')) {
    return new UserError({ code: 'registry-unauthorized', ...about, ...(username !== undefined && { username }) });
  }
  if (status === 403 || named('DENIED') || named('NAME_UNKNOWN') || named('NAME_INVALID')) {
    return new UserError({ code: 'registry-denied', ...about });
  }
  return new UserError({ code: 'registry-refused', ...about, status });
}

/** Its own words are shown: what is no text of one line and of some length is none. */
async function errorsIn(answer: HttpAnswer): Promise<{ codes: readonly string[]; text: string }> {
  try {
    const { errors } = JSON.parse((await readBody(answer, 65_536)).toString()) as { errors?: unknown };
    const list = (Array.isArray(errors) ? errors : []).filter((each) => typeof each === 'object' && each !== null);
    const said = (list as { code?: unknown; message?: unknown }[]).map(({ code, message }) => ({
      code: typeof code === 'string' ? code : '',
      message: typeof message === 'string' ? message : '',
    }));
    const text = said.map(({ code, message }) => [code, message].filter(Boolean).join(': ')).join('; ');
    return { codes: said.map(({ code }) => code), text: text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 500) };
  } catch {
    return { codes: [], text: '' };
  }
}

/** What failed on the way to a registry, in our terms. A UserError passes unchanged, and so does a mistake of ours. */
export function unreached(error: unknown, { registry, reference }: Omit<Subject, 'username'>): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !('code' in error)) return error;
  const reason = error.message || String(error.code);
  const code = wantsCertificate(error)
    ? 'registry-wants-certificate'
    : isUntrusted(error)
      ? 'registry-certificate-untrusted'
      : 'registry-unreachable';
  return new UserError({ code, registry, reference, reason }, { cause: error });
}
