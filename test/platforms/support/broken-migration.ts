import Dockerode from 'dockerode';
import { deriveImage } from '../../support/derived-image.ts';

const migration = `from django.db import migrations


def fail(apps, schema_editor):
    raise RuntimeError("it ends_in_tears")


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(fail)]
`;

/** The image of a Django project with one migration more, which fails; `app`: the folder of its app. Gives its tag. */
export async function withBrokenMigration(image: string, app: string): Promise<string> {
  const { Cmd, User } = (await new Dockerode().getImage(image).inspect()).Config;
  return deriveImage({
    tag: 'simple-deploy-test/broken-migration:1',
    base: image,
    script: `cat >${app}/migrations/0002_tears.py <<'END_OF_FILE'\n${migration}END_OF_FILE`,
    // A commit cannot take the entry point of the script away, but it can set one that changes nothing.
    changes: ['ENTRYPOINT ["/usr/bin/env"]', `CMD ${JSON.stringify(Cmd)}`, `USER ${User}`],
  });
}
