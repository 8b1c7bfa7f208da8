import type { Read } from './values.ts';

/** An exception that the code of the settings raises, on account of variables that are not set. */
export class PythonError extends Error {
  /** Last part of the class's name. */
  readonly type: string;
  readonly reads: readonly Read[];
  constructor(type: string, reads: readonly Read[]) {
    super(type);
    this.type = type;
    this.reads = reads;
  }
}

/** Bases of the exceptions that missing variables lead to, as Python and the libraries that read them have it. */
const bases: Readonly<Record<string, string>> = {
  KeyError: 'LookupError',
  IndexError: 'LookupError',
  LookupError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  ImportError: 'Exception',
  FileNotFoundError: 'OSError',
  OSError: 'Exception',
  UnicodeError: 'ValueError',
  EnvValidationError: 'EnvError',
  EnvError: 'ValueError',
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  Exception: 'BaseException',
  BaseException: '',
};

/** Names of OSError that are older than it. */
const older = new Set(['IOError', 'EnvironmentError']);

/** Whether `except` with these types takes an exception of that one; a bare `except` is one for BaseException. */
export function catches(types: readonly string[], type: string): boolean {
  const names = types.map((each) => (older.has(each) ? 'OSError' : each));
  for (let each = type; each !== ''; each = bases[each] ?? 'Exception') {
    if (names.includes(each)) return true;
    if (each === 'BaseException') return false;
  }
  return false;
}
