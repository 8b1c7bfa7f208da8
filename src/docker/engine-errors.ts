import { userInfo } from 'node:os';
import { UserError } from '../problems.ts';
import type { EngineProblem } from '../problems/engine.ts';
import { addressText, type EngineAddress } from './address.ts';

/** What a failed call to the engine tells, whatever form it came in. */
export interface Reason {
  /** Of the system, such as ECONNREFUSED. */
  readonly code?: string;
  /** Of HTTP. */
  readonly status?: number;
  readonly text: string;
}

/** Reads an error of dockerode or of Node's sockets. */
export function reasonOf(error: unknown): Reason {
  const { code, statusCode, json, message } = error as {
    code?: string;
    statusCode?: number;
    json?: { message?: string } | null;
    message?: string;
  };
  // dockerode wraps the engine's sentence: "(HTTP code 404) no such image - No such image: x ".
  const text = (json?.message ?? message ?? String(error)).replace(/^\(HTTP code \d+\) .*? - /, '').trim();
  return { ...(code === undefined ? {} : { code }), ...(statusCode === undefined ? {} : { status: statusCode }), text };
}

/** Why no connection came to be. */
export function connectionProblem(address: EngineAddress, error: unknown): EngineProblem {
  const reason = reasonOf(error);
  const at = addressText(address);
  if (reason.code === 'EACCES' || reason.code === 'EPERM') {
    return { code: 'engine-not-permitted', address: at, ...userName() };
  }
  return { code: 'engine-absent', address: at, origin: address.origin, reason: reason.text };
}

/** A user ID of a container need have no name. */
function userName(): { user?: string } {
  try {
    return { user: userInfo().username };
  } catch {
    return {};
  }
}

const lost = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOENT', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED']);

/**
 * Turns an error of a call to the engine into a problem: the connection went away (`engine-lost`), the disk is full, or
 * the engine refused. A UserError passes unchanged. `during` names what we were at: "building the image".
 */
export function engineError(error: unknown, during: string): UserError {
  if (error instanceof UserError) return error;
  const reason = reasonOf(error);
  if (isDiskFull(reason.text)) {
    return new UserError({ code: 'engine-disk-full', lines: [reason.text] }, { cause: error });
  }
  if (reason.status === undefined && (lost.has(reason.code ?? '') || reason.text === 'aborted')) {
    return new UserError({ code: 'engine-lost', during, reason: reason.text }, { cause: error });
  }
  const status = reason.status === undefined ? {} : { status: reason.status };
  return new UserError({ code: 'engine-refused', call: during, ...status, reason: reason.text }, { cause: error });
}

/** ENOSPC in the kernel's words, which reach us through Go, Python and the shell alike. */
export function isDiskFull(text: string): boolean {
  return /no space left on device/i.test(text);
}
