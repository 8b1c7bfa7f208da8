import { BlockList, isIP } from 'node:net';
import type { Engine } from './engine.ts';

/** What `GET /info` tells about registries. */
interface RegistryConfig {
  readonly InsecureRegistryCIDRs?: readonly string[] | null;
  readonly IndexConfigs?: Readonly<Record<string, { readonly Secure?: boolean }>> | null;
}

/**
 * Whether the engine was told to speak with a registry by plain HTTP or TLS that it does not verify
 * ("insecure-registries"). What it does with this machine's own addresses by itself is not counted.
 */
export async function isInsecureRegistry({ api }: Pick<Engine, 'api'>, host: string): Promise<boolean> {
  const info = (await api.info().catch(() => ({}))) as { readonly RegistryConfig?: RegistryConfig };
  const { InsecureRegistryCIDRs: ranges, IndexConfigs: named } = info.RegistryConfig ?? {};
  if (named?.[host]?.Secure === false) return true;
  const address = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const family = isIP(address);
  if (family === 0) return false;
  const list = new BlockList();
  for (const range of ranges ?? []) addRange(list, range);
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The same where there may be no engine: what nobody was told is not so. */
export async function isInsecureHere(engine: () => Promise<Pick<Engine, 'api'>>, host: string): Promise<boolean> {
  return engine().then(
    (connected) => isInsecureRegistry(connected, host),
    () => false,
  );
}

/** Every engine lists loopback; there we look for TLS first and verify it. */
const loopback = new Set(['127.0.0.0/8', '::1/128']);

function addRange(list: BlockList, range: string): void {
  const [address = '', bits = ''] = range.split('/');
  const family = isIP(address);
  if (family === 0 || loopback.has(range)) return;
  list.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
}
