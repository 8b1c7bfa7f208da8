/** Seconds as people say them: "0.3 s", "12 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Bytes in decimal units, as registries count: "812 B", "15.2 KB", "33.8 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} KB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

/** One line of at most that width: control characters and colours of programs are taken out, the end is cut. */
export function fit(text: string, width: number): string {
  const flat = withoutControls(text);
  const characters = [...flat];
  return characters.length <= width ? flat : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** A program's line without its colours, cursor moves and the part that a carriage return overwrote. */
export function withoutControls(text: string): string {
  const lastShown = text.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  return lastShown
    .replace(/\u001B\[[0-9;?]*[ -/]*[@-~]|\u001B\][^\u0007]*\u0007/g, '')
    .replace(/[\u0000-\u0008\u000A-\u001F\u007F]/g, '')
    .replaceAll('\t', ' ');
}
