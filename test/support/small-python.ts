import { text } from 'node:stream/consumers';
import Dockerode from 'dockerode';
import { debianBase } from './debian-base.ts';
import { deriveImage } from './derived-image.ts';

const tag = 'simple-deploy-test/python:small';
const label = 'simple-deploy-test.from';
const words =
  'sh dash env cat ls mkdir chmod chown cp mv rm rmdir ln sleep test true false echo id tar touch stat head tail grep sed sort cut tr wc date find readlink dirname basename pwd printf seq tee kill';

/** What Python, a shell and the usual small programs need of the base, in a tree of its own. */
const script = `
cd /usr/bin
programs="$(for name in ${words}; do if [ -e $name ]; then echo /usr/bin/$name; fi; done) /usr/bin/python3.11"
libraries=$(ldd /usr/lib/python3.11/lib-dynload/*.so $programs | grep -o '/[^ ]*[.]so[^ :]*' | grep -v python3.11 | sort -u)
mkdir -p /small/usr/bin /small/usr/lib /small/usr/lib64 /small/etc /small/tmp
for name in bin lib lib64; do ln -s usr/$name /small/$name; done
chmod 1777 /small/tmp
for file in $programs $libraries; do
  to=/small/usr\${file#/usr}
  mkdir -p $(dirname $to)
  cp $(realpath $file) $to
done
ln -s python3.11 /small/usr/bin/python3
cp -a /usr/lib/python3.11 /small/usr/lib/
cd /small/usr/lib/python3.11
rm -rf test lib2to3 pydoc_data ensurepip idlelib distutils config-3.11-*
printf 'root:x:0:0:root:/root:/bin/sh\\napp:x:1000:1000::/home/app:/bin/sh\\n' >/small/etc/passwd
printf 'root:x:0:\\napp:x:1000:\\n' >/small/etc/group
chroot /small /usr/bin/python3 -c 'import getpass, http.server, json, socket, sqlite3'`;

/** A Python in an image of one layer and a third of the base's size, which registries are sent in a third of the time; gives its name. */
export async function smallPython(docker = new Dockerode()): Promise<string> {
  const whole = await deriveImage({ tag: 'simple-deploy-test/python:whole', base: debianBase, script });
  const { Id: from } = await docker.getImage(whole).inspect();
  const there = await docker
    .getImage(tag)
    .inspect()
    .catch(() => undefined);
  if (there?.Config.Labels?.[label] === from) return tag;
  const container = await docker.createContainer({ Image: whole });
  try {
    const tree = await container.getArchive({ path: '/small/.' });
    const changes = [`LABEL ${label}=${from}`, 'ENV PATH=/usr/local/bin:/usr/bin:/bin'];
    await text(await docker.importImage(tree, { repo: 'simple-deploy-test/python', tag: 'small', changes }));
  } finally {
    await container.remove();
  }
  return tag;
}
