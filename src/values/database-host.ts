/** Where the settings look for the server of their default database as long as nobody says where it is. */
export interface DatabaseHost {
  /** Name or address; empty for a socket of the same machine, and where only a variable could tell. */
  readonly host: string;
  /** The variable that tells another one, as far as it is one. */
  readonly variable?: string;
}

/** Whether a container finds nothing there: its own machine, and names that only a compose file's network knows. */
export function isOutOfReach(host: string): boolean {
  return /^(127\.|0\.0\.0\.0$|\/)/.test(host) || !/[.:]/.test(host) || /^\[?::1?\]?$/.test(host);
}
