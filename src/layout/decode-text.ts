const utf8Mark = [0xef, 0xbb, 0xbf];
const utf16Marks = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

/** Bytes of a text file as text. `pip freeze > requirements.txt` in a Windows shell writes UTF-16 with a mark, which pip reads too. */
export function decodeText(bytes: Uint8Array): string {
  const [utf16] = utf16Marks.find(([, mark]) => startsWith(bytes, mark)) ?? [];
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  const text = startsWith(bytes, utf8Mark) ? bytes.subarray(utf8Mark.length) : bytes;
  // As TextDecoder does it, which has to be loaded first.
  return Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString();
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
