import { processesWith } from './processes.ts';

/** The ways in which a value can show: as it is, in a URL, in JSON, in base64. */
export function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}

/** Those of the texts (by name) in which one of the values shows in any form. */
export function leaksOf(values: readonly string[], texts: Readonly<Record<string, string>>): readonly string[] {
  const forms = values.flatMap(formsOf);
  return Object.entries(texts).flatMap(([name, text]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${name}: ${form}`),
  );
}

/** Looks at every command line of this machine again and again; gives those that held one of the values. */
export function watchProcesses(values: () => readonly string[]): { readonly stop: () => readonly string[] } {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const line of processesWith(...values())) seen.add(line);
  }, 25);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen];
    },
  };
}
