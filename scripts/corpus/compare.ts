import type { Answer } from './answer.ts';
import { pythonAgrees } from './python-agrees.ts';
import type { FactName, RecordedProject } from './record.ts';

/** A fact in which the answer is not what is recorded. */
export interface Difference {
  readonly fact: FactName | 'stopped';
  readonly recorded: string;
  readonly found: string;
}

/** Codes that say there is nothing to deploy: right where the record has no manage.py. */
export const noProject = ['manage-py-missing', 'manage-py-not-django', 'manage-py-template'];
/** Codes that say there is no manifest: right where the record has none. */
const noManifest = ['dependencies-missing'];

/** What differs between a record and the answer, facts that the record lacks left out. Empty when all is right. */
export function compare(recorded: RecordedProject, answer: Answer): Difference[] {
  const [stop] = answer.stopped.filter(({ code }) => !isExpected(code, recorded));
  if (recorded.manage_py === null && recorded.stops === undefined) {
    return stop !== undefined && noProject.includes(stop.code)
      ? []
      : [{ fact: 'manage_py', recorded: 'none', found: answer.managePy ?? '–' }];
  }
  const differences = [
    managePy(recorded.manage_py, answer.managePy),
    same('settings_module', moduleIn(recorded.settings_module), answer.settingsModule),
    same('production_settings_module', recorded.production_settings_module, answer.productionSettingsModule),
    same('configuration', recorded.configuration, answer.configuration),
    same('application', recorded.application, answer.application),
    same('manager', recorded.manager, answer.manager),
    requirements(recorded.requirements, answer.files),
    python(recorded.python, answer.python),
    asgi(recorded.asgi, answer.interface),
    lacksWhatIsOpen(recorded, answer) ? undefined : environment(recorded.env_required, answer.environment),
    stop === undefined ? undefined : { fact: 'stopped' as const, recorded: '–', found: stop.what },
    missing(recorded, answer),
  ];
  return differences.filter((each) => each !== undefined);
}

function isExpected(code: string, { stops, requirements }: RecordedProject): boolean {
  return code === stops || (requirements?.length === 0 && noManifest.includes(code));
}

/** A project that cannot be deployed as it lies, and got through. */
function missing({ stops }: RecordedProject, answer: Answer): Difference | undefined {
  if (stops === undefined || answer.stopped.some(({ code }) => code === stops)) return undefined;
  return { fact: 'stopped', recorded: stops, found: '–' };
}

function managePy(recorded: string | null | undefined, found: string | undefined): Difference | undefined {
  const agrees = recorded === undefined || found === (recorded ?? undefined);
  return agrees ? undefined : { fact: 'manage_py', recorded: recorded ?? 'none', found: found ?? '–' };
}

function same(fact: FactName, recorded: string | undefined, found: string | undefined): Difference | undefined {
  return recorded === undefined || recorded === found ? undefined : { fact, recorded, found: found ?? '–' };
}

/** A record may say how the module is named: `conf.dev via setup_env()`. */
function moduleIn(text: string | null | undefined): string | undefined {
  return /^([\w.]+)(?: via .*)?$/.exec(text ?? '')?.[1];
}

function requirements(recorded: readonly string[] | undefined, files: readonly string[]): Difference | undefined {
  const [first] = files;
  const agrees = recorded?.length === 0 ? first === undefined : first !== undefined && recorded?.includes(first);
  if (recorded === undefined || agrees === true) return undefined;
  return { fact: 'requirements', recorded: recorded.join(' ') || 'none', found: files.join(' ') || 'none' };
}

function python(recorded: string | null | undefined, found: string): Difference | undefined {
  if (recorded === undefined || recorded === null) return undefined;
  const agrees = found !== '' && pythonAgrees(recorded, found) === true;
  return agrees ? undefined : { fact: 'python', recorded, found: found || '–' };
}

function asgi(recorded: boolean | undefined, found: Answer['interface']): Difference | undefined {
  if (recorded === undefined || recorded === (found === 'asgi')) return undefined;
  return { fact: 'asgi', recorded: recorded ? 'asgi' : 'wsgi', found: found ?? '–' };
}

/** Recorded variables are missing, the answer says that its list lacks some and on whose account, and none is too many. */
export function lacksWhatIsOpen({ env_required: recorded }: RecordedProject, answer: Answer): boolean {
  if (recorded === undefined || answer.environmentOpen.length === 0) return false;
  const { environment: found } = answer;
  return found.length < recorded.length && found.every((name) => recorded.includes(name));
}

function environment(recorded: readonly string[] | undefined, found: readonly string[]): Difference | undefined {
  if (recorded === undefined) return undefined;
  const missed = recorded.filter((name) => !found.includes(name));
  const added = found.filter((name) => !recorded.includes(name));
  if (missed.length + added.length === 0) return undefined;
  return {
    fact: 'env_required',
    recorded: missed.join(' ') || '–',
    found: added.map((name) => `+${name}`).join(' ') || '–',
  };
}
