import fc from 'fast-check';

/** How a registry answers each request in turn: nonsense, in every part of an answer. */
export interface OddAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly breaksOff: boolean;
}

const digest = fc.constantFrom(`sha256:${'a'.repeat(64)}`, 'sha256:x', 'md5:1', '', `sha512:${'b'.repeat(128)}`);
const location = fc.oneof(
  fc.constantFrom(
    '/v2/x?_state=1',
    '//',
    'http://[',
    'ftp://x',
    '',
    '?',
    'http://127.0.0.1:1/x',
    '/v2/',
    'https://user:pw@/',
  ),
  fc.webUrl({ withQueryParameters: true }).map(() => '/elsewhere'),
  fc.string({ maxLength: 20 }).map((text) => encodeURI(text.toWellFormed())),
);
const header = fc.oneof(
  fc.tuple(fc.constant('location'), location),
  fc.tuple(fc.constant('docker-content-digest'), digest),
  fc.tuple(fc.constant('range'), fc.constantFrom('0-0', '0-5', '9-1', 'bytes=0-3', '0-99999999999999999999', 'x')),
  fc.tuple(fc.constant('content-type'), fc.constantFrom('application/json', 'text/html', '')),
  fc.tuple(fc.constant('retry-after'), fc.constantFrom('0', '-1', 'x', '99999999', 'Thu, 01 Jan 1970 00:00:00 GMT')),
  fc.tuple(
    fc.constant('www-authenticate'),
    fc.constantFrom(
      'Basic',
      'Bearer',
      'Bearer realm="/token"',
      'Bearer realm="::"',
      'Bearer realm="ORIGIN/token",scope="x"',
      '=,="',
    ),
  ),
);

const descriptor = fc.record(
  {
    mediaType: fc.constantFrom('application/vnd.oci.image.layer.v1.tar', 'x', null),
    digest,
    size: fc.oneof(fc.integer(), fc.double(), fc.string()),
  },
  { requiredKeys: [] },
);
const json = fc
  .oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record(
      { schemaVersion: fc.constantFrom(1, 2, '2'), config: descriptor, layers: fc.array(descriptor, { maxLength: 3 }) },
      { requiredKeys: [] },
    ),
    fc.record({
      schemaVersion: fc.constant(2),
      manifests: fc.oneof(fc.array(descriptor, { maxLength: 3 }), fc.jsonValue()),
    }),
    fc.record({
      errors: fc.oneof(
        fc.jsonValue(),
        fc.array(fc.record({ code: fc.string(), message: fc.oneof(fc.string(), fc.integer()) })),
      ),
    }),
    fc.record(
      {
        token: fc.oneof(fc.constant('good'), fc.string(), fc.integer()),
        expires_in: fc.oneof(fc.integer(), fc.string()),
      },
      { requiredKeys: [] },
    ),
  )
  .map((value) => JSON.stringify(value));

/** Answers of a registry that keeps to nothing. */
export const oddAnswer: fc.Arbitrary<OddAnswer> = fc.record({
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(200, 201, 202, 204) },
    { weight: 2, arbitrary: fc.constantFrom(206, 301, 307, 400, 401, 403, 404, 405, 416, 429, 500, 503) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  ),
  headers: fc.array(header, { maxLength: 4 }),
  body: fc.oneof(json, fc.string(), fc.constant('')),
  breaksOff: fc.boolean().chain((first) => (first ? fc.boolean() : fc.constant(false))),
});
