import { expect, it } from 'vitest';
import { installedBelow, modulesIn } from '../../../scripts/check-packages/installed.ts';
import { judgeRows } from '../../../scripts/check-packages/judge-rows.ts';
import { temporaryFolder, write } from '../../layout/project.ts';

const record = `PIL/Image.py,sha256=x,1
_cffi_backend.cpython-313-x86_64-linux-gnu.so,sha256=x,1
six.py,,
__pycache__/six.cpython-313.pyc,,
../../bin/pilfont.py,,
pillow-11.0.dist-info/RECORD,,
`;

it('reads top-level modules of a record', () => {
  expect([...modulesIn(record)].toSorted()).toEqual(['PIL', '_cffi_backend', 'six']);
});

it('finds what is installed at any depth, and judges each row by it', () => {
  const folder = write(temporaryFolder(), {
    'venv/lib/python3.13/site-packages/pillow-11.0.dist-info/METADATA': 'Metadata-Version: 2.4\nName: pillow\n',
    'venv/lib/python3.13/site-packages/pillow-11.0.dist-info/RECORD': record,
    'venv/lib/python3.13/site-packages/broken.dist-info/METADATA': '',
  });
  const rows = [
    ['PIL', 'Pillow', 'x'],
    ['Image', 'pillow[extra]', 'x'],
    ['django', 'Django', 'x'],
  ] as const;
  expect(judgeRows(rows, installedBelow(folder)).map(({ verdict, modules }) => [verdict, modules])).toEqual([
    ['right', []],
    ['wrong', ['PIL', '_cffi_backend', 'six']],
    ['not there', []],
  ]);
});
