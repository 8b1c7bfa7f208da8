const utf8Mark = [0xef, 0xbb, 0xbf];
const utf16Mark = [0xff, 0xfe];

/** Bytes of a text file as text. `pip freeze > requirements.txt` in a Windows shell writes UTF-16 with a mark, which pip reads too. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, utf16Mark)) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder('utf-8').decode(startsWith(bytes, utf8Mark) ? bytes.subarray(utf8Mark.length) : bytes);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
