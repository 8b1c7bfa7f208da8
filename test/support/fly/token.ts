import { randomBytes } from 'node:crypto';

/**
 * A token of the form that Fly's have had since 2023: a macaroon without caveats (superfly/macaroon), MessagePack of a nonce,
 * a place, caveats and a signature. flyctl throws one away that it cannot read, and looks for no signature.
 */
export function newToken(): string {
  const bytes = (length: number): Buffer => Buffer.concat([Buffer.from([0xc4, length]), randomBytes(length)]);
  const place = Buffer.from('https://api.fly.io/v1');
  const nonce = Buffer.concat([Buffer.from([0x93]), bytes(16), bytes(16), Buffer.from([0xc2])]);
  const rest = [Buffer.from([0xa0 + place.length]), place, Buffer.from([0x90]), bytes(32)];
  return `fm2_${Buffer.concat([Buffer.from([0x94]), nonce, ...rest]).toString('base64')}`;
}
