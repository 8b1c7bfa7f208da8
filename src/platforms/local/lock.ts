import type { Lock } from '../lock.ts';
import { keys, ownLabels } from './labels.ts';
import type { Names } from './names.ts';
import type { LocalNow } from './observe.ts';

/** The lock of an app, which is taken while the server is as it was seen. */
export function lockOf({ web }: Pick<LocalNow, 'web'>, app: string, names: Names, image: string): Lock {
  const seen = { name: names.web, ...(web && { id: web.id }) };
  return { name: names.lock, label: keys.holder, labels: ownLabels(app, 'lock'), app, image, seen };
}
