const BEGINS = 'Traceback (most recent call last)';

/**
 * A log with each traceback that a record of JSON holds (python-json-logger, structlog: `"exc_info": "Traceback …\n…"`) as lines of its
 * own, what the record says before them. Pure.
 */
export function unfolded(log: readonly string[]): readonly string[] {
  return log.flatMap((line) => (line.includes(BEGINS) && line.includes('{') ? unfoldedLine(line) : [line]));
}

function unfoldedLine(line: string): readonly string[] {
  const record = parsed(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1));
  const texts = Object.entries(record).flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : []));
  const traceback = texts.find(({ value }) => value.includes(BEGINS));
  if (traceback === undefined) return [line];
  const said = texts.find(({ key, value }) => /^(message|msg|event)$/.test(key) && value !== traceback.value);
  return [...(said === undefined ? [] : [said.value]), ...traceback.value.split('\n').filter((each) => each !== '')];
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
