import type { Server } from '../../values/server.ts';

/**
 * Options that say how a server serves, with the number of values that each takes. Not among them: where it listens, what it
 * logs, who it becomes, and how many workers it has, all of which are the container's to say.
 */
export const servingOptions: Readonly<Record<Server, Readonly<Record<string, 0 | 1>>>> = {
  // https://gunicorn.org/reference/settings/
  gunicorn: {
    '-k': 1,
    '--worker-class': 1,
    '-t': 1,
    '--timeout': 1,
    '--threads': 1,
    '--worker-connections': 1,
    '--max-requests': 1,
    '--max-requests-jitter': 1,
    '--limit-request-line': 1,
    '--limit-request-fields': 1,
    '--limit-request-field_size': 1,
    '--preload': 0,
  },
  // https://uvicorn.dev/settings/
  uvicorn: {
    '--loop': 1,
    '--http': 1,
    '--ws': 1,
    '--ws-max-size': 1,
    '--ws-max-queue': 1,
    '--ws-ping-interval': 1,
    '--ws-ping-timeout': 1,
    '--lifespan': 1,
    '--interface': 1,
    '--limit-concurrency': 1,
    '--limit-max-requests': 1,
  },
  // https://github.com/django/daphne
  daphne: {
    '-t': 1,
    '--http-timeout': 1,
    '--websocket_timeout': 1,
    '--websocket_connect_timeout': 1,
    '--ping-interval': 1,
    '--ping-timeout': 1,
    '--application-close-timeout': 1,
    '--websocket-max-message-size': 1,
    '--websocket-max-frame-size': 1,
  },
  // https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html
  hypercorn: {
    '-k': 1,
    '--worker-class': 1,
    '--max-requests': 1,
    '--max-requests-jitter': 1,
    '--read-timeout': 1,
    '--websocket-ping-interval': 1,
  },
  // https://github.com/emmett-framework/granian#options
  granian: {
    '--loop': 1,
    '--http': 1,
    '--blocking-threads': 1,
    '--runtime-threads': 1,
    '--runtime-mode': 1,
    '--backpressure': 1,
    '--ws': 0,
    '--no-ws': 0,
    '--respawn-failed-workers': 0,
  },
  // https://uwsgi-docs.readthedocs.io/en/latest/Options.html
  uwsgi: {
    '--threads': 1,
    '--harakiri': 1,
    '--max-requests': 1,
    '--buffer-size': 1,
    '-b': 1,
    '--post-buffering': 1,
    '--enable-threads': 0,
    '--single-interpreter': 0,
    '--lazy-apps': 0,
  },
};

/** The option that names a file of configuration. */
export const fileOptions: Readonly<Partial<Record<Server, readonly string[]>>> = {
  gunicorn: ['-c', '--config'],
  uwsgi: ['--ini', '-i'],
};
