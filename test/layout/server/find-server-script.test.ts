import { describe, expect, it } from 'vitest';
import { asgi, found, wsgi } from './found-server.ts';

describe('by a script', () => {
  const starts = 'exec gunicorn -k uvicorn.workers.UvicornWorker shop.asgi:application';

  it.each(['CMD ["./start.sh"]', 'CMD /srv/site/start.sh', 'ENTRYPOINT ["bash", "/srv/start.sh"]'])(
    'that the Dockerfile starts (%s), before another Dockerfile',
    (line) => {
      const files = { 'site/Dockerfile': `FROM python\n${line}\n`, 'site/start.sh': `#!/bin/sh\n${starts}\n` };
      const { server } = found(asgi, { ...files, 'site/gpu.Dockerfile': 'CMD daphne shop.asgi:application' });
      expect(server).toMatchObject({ value: 'gunicorn', origin: { file: 'site/start.sh', line: 2 } });
    },
  );

  it.each([
    ['set things up', 'setup_', 'apt-get update'],
    ['start workers', 'celery/start-', 'celery -A shop worker'],
  ])('that is named for starting, among many that %s', (_, name, line) => {
    const others = Object.fromEntries(Array.from({ length: 20 }, (_each, index) => [`ops/${name}${index}.sh`, line]));
    expect(found(asgi, { ...others, 'ops/z/run.sh': 'daphne shop.asgi:application' }).server).toMatchObject({
      value: 'daphne',
      origin: { file: 'ops/z/run.sh' },
    });
  });

  it.each([
    [
      'command="gunicorn shop.wsgi -k \\"gevent\\" --access-logformat \'%(r)s\' --threads 2"',
      'exec bash -c "$command"',
    ],
    ["export SERVE='gunicorn shop.wsgi -k gevent --threads 2'", 'exec ${SERVE}'],
    ['CMD="gunicorn shop.wsgi -k gevent --threads 2"\nCMD_OF_OTHERS="celery -A shop worker"', 'eval "$CMD"'],
  ])('with a command that a variable holds: %s', (held, runs) => {
    const files = {
      'site/Dockerfile': 'CMD ["bash", "/app/bin/start.sh"]\n',
      'site/bin/start.sh': `set -e\n${held}\n${runs}\n`,
    };
    const { server, serving } = found(wsgi, files);
    expect(server).toMatchObject({ value: 'gunicorn', origin: { file: 'site/bin/start.sh', line: 2 } });
    expect(serving.arguments).toEqual(['-k', 'gevent', '--threads', '2']);
  });

  it('not by its line that watches the code, where there is another', () => {
    const text =
      'if [ "$RELOAD" ]; then\n  uvicorn shop.asgi:application --reload\nelse\n  gunicorn shop.asgi -k shop.UvicornWorker\nfi\n';
    const files = { 'site/Dockerfile': 'ENTRYPOINT ["/code/start.sh"]\n', 'site/start.sh': text };
    const { server, serving } = found(asgi, files);
    expect(server).toMatchObject({ value: 'gunicorn', origin: { file: 'site/start.sh', line: 4 } });
    expect(serving.arguments).toEqual(['-k', 'shop.UvicornWorker']);
    const alone = { ...files, 'site/start.sh': 'uvicorn shop.asgi:application --reload\n' };
    expect(found(asgi, alone).server.value).toBe('uvicorn');
  });

  it('not by one that a variable holds and nothing runs', () => {
    const text = 'command="gunicorn shop.wsgi -k gevent"\nexec bash -c "$other"\n';
    const files = { 'site/Dockerfile': 'CMD ./start.sh\n', 'site/start.sh': text };
    expect(found(wsgi, files).server.origin).toBe('default');
  });

  it('not one that starts itself, or that is not there', () => {
    const files = { 'site/Dockerfile': 'CMD ./start.sh\n', 'site/start.sh': './start.sh\n' };
    expect(found(asgi, files).server.origin).toBe('default');
    expect(found(asgi, { 'site/Dockerfile': 'CMD ./start.sh\n' }).server.origin).toBe('default');
  });
});
