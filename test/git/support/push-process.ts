import { pushTree } from '../../../src/git/push-tree.ts';
import type { GitPush } from '../../../src/values/step.ts';

/** A push in a process of its own, which a test can kill: `node push-process.ts <effect as JSON>`. */
const push = JSON.parse(process.argv[2] ?? '{}') as GitPush;
await pushTree(push, { env: process.env, signal: new AbortController().signal, onLine: () => undefined });
