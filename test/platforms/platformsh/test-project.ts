import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { copyFixture } from '../../support/fixture-copy.ts';
import { git } from '../../support/platformsh/configuration.ts';
import type { Platformsh } from '../../support/platformsh/start-platformsh.ts';
import type { Project } from '../../support/platformsh/state.ts';
import { newState, type Ran, runCli } from '../../support/run-cli.ts';

export interface TestProject {
  readonly root: string;
  readonly project: Project;
  readonly deploy: (verb: string, ...more: readonly string[]) => Promise<Ran>;
  readonly head: () => string;
  readonly change: (text: string) => void;
}

/** A nested project of git's, and a project on the platform that it goes to. */
export function testProject(platform: Platformsh): TestProject {
  const { root, remove } = copyFixture('nested-same-name');
  onTestFinished(remove);
  const project = platform.project();
  const options = { cwd: root, env: platform.env, state: newState() };
  return {
    root,
    project,
    deploy: (verb, ...more) => runCli([verb, '--to', platform.flavour, '--project', project.id, ...more], options),
    head: () => git(project, 'rev-parse', 'refs/heads/main').trim(),
    change: (text) => writeFileSync(join(root, 'blog', 'changed.py'), `# ${text}\n`),
  };
}
