/**
 * The JSON values of a stream that holds one a line, as the engine answers builds, pulls and pushes. A last line that
 * is cut short (the engine died) is dropped: what it lacks shows elsewhere.
 */
export async function* jsonLines<T>(stream: AsyncIterable<Uint8Array>): AsyncGenerator<T> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of stream) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as T;
  }
  if (rest.trim() === '') return;
  try {
    yield JSON.parse(rest) as T;
  } catch {
    // Cut short.
  }
}
