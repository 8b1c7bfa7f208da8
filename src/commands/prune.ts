import { UserError } from '../problems.ts';
import { formatBytes } from '../terminal-format.ts';
import type { Command } from './command.ts';
import { engineDoor } from './doors.ts';
import { folderId } from '../folder-id.ts';
import { openFolder } from './open-project.ts';

const KEPT_IMAGES = 5;

/** `simple-deploy prune [dir]`: removes images of this project; the last five, and those in use, stay. */
export const command: Command = async (invocation, world) => {
  const { root } = openFolder(invocation, world);
  const isDryRun = invocation.options['dryRun'] === true;
  const door = engineDoor(world);
  try {
    const { listProjectImages, removeImage } = await import('../docker/images.ts');
    const engine = await door.engine();
    const old = (await listProjectImages(engine, folderId(root))).slice(KEPT_IMAGES);
    for (const { reference, size } of old) {
      try {
        if (!isDryRun) await removeImage(engine, reference);
      } catch (error) {
        if (!(error instanceof UserError) || error.problem.code !== 'image-in-use') throw error;
        world.terminal.say(`Stays, since a container uses it: ${reference}`);
        continue;
      }
      world.log.write({
        kind: 'engine',
        title: isDryRun ? 'would remove image' : 'remove image',
        detail: { reference },
      });
      world.stdout.write(`${reference}\n`);
      const done = isDryRun ? 'Would remove' : 'Removed';
      world.terminal.say(`${done} ${reference} (${formatBytes(size)} with what it shares)`);
    }
    if (old.length === 0) world.terminal.say(`Nothing to remove: the last ${KEPT_IMAGES} images of a project stay`);
  } finally {
    door.close();
  }
};
