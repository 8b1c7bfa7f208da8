/** Servers that the image can run an application with. */
export const SERVERS = ['gunicorn', 'uvicorn', 'daphne', 'hypercorn', 'granian', 'uwsgi'] as const;

export type Server = (typeof SERVERS)[number];

/** How the project is served: what its own command says of it, without where it listens and how many workers there are. */
export interface Serving {
  readonly arguments: readonly string[];
  /** The server's file of configuration, below root, where the server does not find it by itself. */
  readonly file?: string;
}
