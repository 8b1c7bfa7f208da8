import { existsSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';

/** Bridges of engines and virtual machines: they come and go, and nobody types their addresses. */
function isBridge(name: string): boolean {
  return /^(docker|br-|bridge|veth|virbr|cni|podman)/.test(name) || existsSync(`/sys/class/net/${name}/bridge`);
}

/** Names and addresses under which a browser here or on another device asks this machine; IPv6 in brackets. */
export function localAddresses(): readonly string[] {
  const outward = Object.entries(networkInterfaces())
    .filter(([name]) => !isBridge(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ family, address }) => (family === 'IPv6' ? `[${address}]` : address));
  return ['localhost', '127.0.0.1', '[::1]', ...new Set([hostname().toLowerCase(), ...outward])];
}
