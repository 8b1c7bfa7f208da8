import { hostname, networkInterfaces } from 'node:os';

/** Bridges of engines: they come and go, and nobody types their addresses. */
const virtual = /^(docker|br-|veth|virbr|cni|podman)/;

/** Names and addresses under which a browser here or on another device asks this machine; IPv6 in brackets. */
export function localAddresses(): readonly string[] {
  const outward = Object.entries(networkInterfaces())
    .filter(([name]) => !virtual.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ family, address }) => (family === 'IPv6' ? `[${address}]` : address));
  return ['localhost', '127.0.0.1', '[::1]', ...new Set([hostname().toLowerCase(), ...outward])];
}
