import { afterAll } from 'vitest';

const before = { ...process.env };
const folder = process.cwd();

// The files of the project `unit` share one process and its modules: what one leaves changed, those after it would start with.
afterAll(() => {
  const names = new Set([...Object.keys(before), ...Object.keys(process.env)]);
  const changed = [...names].filter((name) => process.env[name] !== before[name] && !name.startsWith('VITEST'));
  if (changed.length > 0) throw new Error(`This file leaves variables changed: ${changed.join(', ')}`);
  if (process.cwd() !== folder) throw new Error(`This file leaves the process in ${process.cwd()}`);
});
