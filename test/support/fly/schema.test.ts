import { expect, test } from 'vitest';
import { complaints } from './schema.ts';

const service = { protocol: 'tcp', internal_port: 8000, ports: [{ port: 443, handlers: ['tls', 'http'] }] };

test('takes what flyctl posts', () => {
  const config = {
    image: 'registry.fly.io/blog@sha256:1',
    env: { PORT: '8000' },
    services: [{ ...service, autostop: true }],
  };
  expect(complaints('CreateMachineRequest', { region: 'fra', config, skip_launch: null })).toEqual([]);
});

test.each([
  [{ config: { env: { PORT: 8000 } } }, 'CreateMachineRequest.config.env.PORT: not of type string'],
  [
    { config: { services: [{ ...service, internal_port: '8000' }] } },
    'config.services.0.internal_port: not of type integer',
  ],
  [{ config: { services: service } }, 'CreateMachineRequest.config.services: not of type array'],
  [{ config: { inlt: {} } }, 'CreateMachineRequest.config.inlt: not in the document'],
])('says what is wrong with %o', (body, complaint) => {
  expect(complaints('CreateMachineRequest', body)).toEqual([expect.stringContaining(complaint)]);
});
