import { expect, test } from 'vitest';
import { decodeText } from '../../src/layout/decode-text.ts';

test.each([
  ['UTF-8', Buffer.from('Django é')],
  ['UTF-8 with a mark', Buffer.from('\ufeffDjango é')],
  ['UTF-16, as a Windows shell redirects', Buffer.from('\ufeffDjango é', 'utf16le')],
  ['UTF-16, the other way round', Buffer.from('\ufeffDjango é', 'utf16le').swap16()],
])('%s', (_, bytes) => {
  expect(decodeText(bytes)).toBe('Django é');
});
