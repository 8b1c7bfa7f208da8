import { deriveImage } from './derived-image.ts';
import { debianBase } from './debian-base.ts';

/**
 * A base whose Python lies in /usr/local and nowhere else, without bytecode of the standard library: as the official
 * images have it. Made of Debian's own Python, so that no registry is needed.
 */
const script = `
version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
mkdir /keep
cp -a /usr/bin/python$version /keep/python
cp -a /usr/lib/python$version /keep/lib
cp -a /usr/share/python-wheels /keep/wheels
# As if it had never been installed; the shared libraries that it loads stay.
dpkg --purge --force-depends $(dpkg-query -W -f '\${Package}\\n' | grep -E '^(lib)?python3')
rm -rf /usr/bin/python* /usr/lib/python3* /usr/share/python-wheels
cp -a /keep/python /usr/local/bin/python$version
ln -s python$version /usr/local/bin/python3
ln -s python3 /usr/local/bin/python
mkdir -p /usr/local/lib/python$version
cp -a /keep/lib/. /usr/local/lib/python$version/
cp -a /keep/wheels /usr/share/python-wheels
rm -rf /keep
find / -xdev \\( -name '*.pyc' -o -name __pycache__ \\) -prune -exec rm -rf {} +
test "$(command -v python3)" = /usr/local/bin/python3
PYTHONDONTWRITEBYTECODE=1 python3 -c 'import sys, ssl, sqlite3; assert sys.prefix == "/usr/local", sys.prefix'
`;

/** Makes sure that the base stands on the engine and gives its name. */
export async function usrLocalBase(): Promise<string> {
  return deriveImage({
    tag: 'simple-deploy-base/python:3.11-usr-local',
    base: debianBase,
    script,
    changes: ['CMD ["python3"]', 'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'],
  });
}
