import { expect, test } from 'vitest';
import { pythonAgrees } from '../../../scripts/corpus/python-agrees.ts';

test.each([
  ['3.12', '3.12', true],
  ['3.10.14 (.python-version)', '3.10', true],
  ['3.10.14 (.python-version)', '3.11', false],
  ['python-3.11 (runtime.txt)', '3.11', true],
  ['>=3.12 (pyproject)', '3.14', true],
  ['>=3.12 (pyproject)', '3.11', false],
  ['>=3.13.5 (pyproject)', '3.13', true],
  ['^3.12 (pyproject)', '3.13', true],
  ['^3.12 (pyproject)', '3.11', false],
  ['~3.10', '3.10', true],
  ['~3.10', '3.11', false],
  ['>=3.9,<3.12', '3.11', true],
  ['>=3.9,<3.12', '3.12', false],
  ['==3.13.11', '3.13', true],
  ['==3.13.11', '3.12', false],
  ['<=3.12.0', '3.12', true],
  ['# The Python version to', '3.12', undefined],
])('%s, %s: %s', (recorded, version, agrees) => {
  expect(pythonAgrees(recorded, version)).toBe(agrees);
});
