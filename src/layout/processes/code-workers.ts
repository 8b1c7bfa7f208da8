import type { Fact } from '../../values/fact.ts';
import type { ProcessType } from '../../values/layout.ts';
import { nameOf } from '../paths.ts';
import type { ProjectCode } from '../project-code.ts';
import { argumentsOf, calleeOf, findAll, originOf } from '../python-source.ts';
import { dictionaryKeys } from '../dictionary-entries.ts';
import { pythonFiles } from '../files-by-kind.ts';

/** Commands of the project itself that run a scheduler of APScheduler until they are told to stop. */
export function schedulerCommands(code: ProjectCode): readonly Fact<ProcessType>[] {
  return commandFiles(code).flatMap((path) => {
    const text = code.files.readText(path) ?? '';
    const at = text.search(/\bBlockingScheduler\s*\(/);
    if (at === -1) return [];
    const name = nameOf(path).replace(/\.py$/, '');
    const origin = { file: path, line: text.slice(0, at).split('\n').length };
    const command = ['python', 'manage.py', name];
    return [{ value: { name: 'scheduler', command }, origin, why: 'a command that runs APScheduler' }];
  });
}

function commandFiles(code: ProjectCode): readonly string[] {
  const [projectDir = '.'] = code.importRoots;
  const below = projectDir === '.' ? '' : `${projectDir}/`;
  return pythonFiles(code.files)
    .filter(({ path, kind }) => kind === 'file' && /\/management\/commands\/[a-z]\w*\.py$/i.test(path))
    .filter(({ path }) => path.startsWith(below))
    .map(({ path }) => path);
}

/** A worker for the channels that the routing of django-channels names (ChannelNameRouter): "Worker and Background Tasks". */
export function channelWorkers(code: ProjectCode, application: string): readonly Fact<ProcessType>[] {
  const files = [code.fileOf(application), ...routings(code)].filter((file) => file !== undefined);
  for (const file of new Set(files)) {
    if (!/\bChannelNameRouter\s*\(/.test(code.files.readText(file) ?? '')) continue;
    const source = code.source(file);
    if (source === undefined) continue;
    const call = findAll(source.top, 'CallExpression').find((each) => calleeOf(source, each) === 'ChannelNameRouter');
    const [table] = call === undefined ? [] : argumentsOf(source, call).positional;
    if (call === undefined || table?.name !== 'DictionaryExpression') continue;
    const names = dictionaryKeys(source, table);
    if (names.length === 0) continue;
    const command = ['python', 'manage.py', 'runworker', ...names];
    return [
      { value: { name: 'worker', command }, origin: originOf(source, call), why: 'channels that a worker serves' },
    ];
  }
  return [];
}

function routings(code: ProjectCode): readonly string[] {
  const [projectDir = '.'] = code.importRoots;
  const below = projectDir === '.' ? '' : `${projectDir}/`;
  return pythonFiles(code.files)
    .map(({ path }) => path)
    .filter((path) => path.startsWith(below) && nameOf(path) === 'routing.py');
}
