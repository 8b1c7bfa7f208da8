import type { MethodDefinition, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { codec } from './messages.ts';

/** A gRPC service of our session. */
export interface Service {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/**
 * A method at a path, with the names of its messages; `stream` when both sides send as many as they like.
 * An answer may also be the bytes of its message.
 */
export function method(
  path: string,
  request: string,
  response: string,
  stream = false,
): MethodDefinition<object, object> {
  const requests = codec(request);
  const responses = codec(response);
  return {
    path,
    requestStream: stream,
    responseStream: stream,
    requestSerialize: requests.encode,
    requestDeserialize: requests.decode,
    responseSerialize: (value) => (Buffer.isBuffer(value) ? value : responses.encode(value)),
    responseDeserialize: responses.decode,
  };
}
