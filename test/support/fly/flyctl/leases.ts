import { machines } from './client.ts';

/** Leases that this process holds: machine → nonce. An interruption gives them back. */
const held = new Map<string, string>();

/** A machine that was made with a lease on it. */
export function holdLease(id: string, nonce: string): void {
  held.set(id, nonce);
}

export async function takeLease(app: string, id: string): Promise<string> {
  const { data } = (await machines('POST', `/apps/${app}/machines/${id}/lease?ttl=13`, undefined, {
    what: `failed to acquire lease on machine ${id}: `,
  })) as { readonly data: { readonly nonce: string } };
  held.set(id, data.nonce);
  return data.nonce;
}

/** Gives all leases back. */
export async function dropLeases(app: string): Promise<void> {
  await Promise.all([...held].map(([id, nonce]) => dropLease(app, id, nonce)));
}

export async function dropLease(app: string, id: string, nonce: string): Promise<void> {
  held.delete(id);
  const headers = { 'fly-machine-lease-nonce': nonce };
  await machines('DELETE', `/apps/${app}/machines/${id}/lease`, undefined, { headers }).catch(() => undefined);
}
