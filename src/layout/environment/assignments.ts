import { childrenOf, textOf, type SyntaxNode } from '../python-source.ts';
import { setOn } from './dynaconf-object.ts';
import { noteValue } from './files-named.ts';
import { assign, evaluate, isExpression, next, type Flow, type Frame } from './frame.ts';
import { setVariable } from './natives.ts';
import { sumWithGiven } from './operators.ts';
import { constant, stringOf, unknown, type Value } from './values.ts';

/** `a = b = value`, `a, b = values`, `a: type = value`, `a += value`. */
export function assignment(frame: Frame, node: SyntaxNode): Flow {
  const groups = groupsOf(node);
  const values = groups.pop() ?? [];
  if (groups.length === 0) return next;
  const value = node.name === 'UpdateStatement' ? updated(frame, node) : valueOf(frame, values);
  noteValue(frame, node, value);
  for (const targets of groups) {
    const [only] = targets;
    if (targets.length === 1 && only !== undefined) bindTarget(frame, only, withoutDebug(frame, only, values, value));
    else bindAll(frame, targets, value);
  }
  return next;
}

/** The expressions between the `=`, commas left away. */
function groupsOf(node: SyntaxNode): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of childrenOf(node)) {
    if (child.name === 'AssignOp' || child.name === 'UpdateOp') groups.push([]);
    else if (child.name !== ',' && child.name !== 'TypeDef') groups.at(-1)?.push(child);
  }
  return groups;
}

function valueOf(frame: Frame, nodes: readonly SyntaxNode[]): Value {
  const values = nodes.filter((each) => isExpression(frame, each)).map((each) => evaluate(frame, each));
  const [only = unknown] = values;
  return values.length > 1 ? { kind: 'list', items: values, reads: [] } : only;
}

function updated(frame: Frame, node: SyntaxNode): Value {
  const [first, second] = [evaluate(frame, node.firstChild), evaluate(frame, node.lastChild)];
  const isSum = node.getChild('UpdateOp') !== null && textOf(frame.source, node).includes('+=');
  if (!isSum) return unknown;
  if (first.kind !== 'list' || second.kind !== 'list') return sumWithGiven(first, second);
  return { kind: 'list', items: [...first.items, ...second.items], reads: [...first.reads, ...second.reads] };
}

function bindAll(frame: Frame, targets: readonly SyntaxNode[], value: Value): void {
  const items = value.kind === 'list' && value.items.length === targets.length ? value.items : [];
  for (const [index, target] of targets.entries()) bindTarget(frame, target, items[index] ?? unknown);
}

/** Gives a target its value: a name, `os.environ["NAME"]`, the prefix of an object that reads variables. */
export function bindTarget(frame: Frame, target: SyntaxNode, value: Value): void {
  if (target.name === 'VariableName') return assign(frame, textOf(frame.source, target), value);
  if (/^(Tuple|Array)Expression$/.test(target.name)) {
    const targets = childrenOf(target).filter((each) => isExpression(frame, each));
    return bindAll(frame, targets, value);
  }
  if (target.name !== 'MemberExpression') return;
  const [object, sign, key] = childrenOf(target);
  const owner = evaluate(frame, object);
  if (sign?.name === '[' && owner.kind === 'native' && owner.name === 'os.environ') {
    const name = stringOf(evaluate(frame, key));
    if (name !== undefined) setVariable(frame, name, value);
  }
  if (sign?.name === '[' && owner.kind === 'dictionary') {
    const name = stringOf(evaluate(frame, key));
    if (name !== undefined) owner.entries.set(name, frame.isCertain ? value : unknown);
  }
  if (owner.kind === 'dynaconf' && key !== undefined) {
    const name = sign?.name === '.' ? textOf(frame.source, key) : stringOf(evaluate(frame, key));
    setOn(frame, owner, name, value);
  }
  if (sign?.name === '.' && owner.kind === 'reader' && key !== undefined && textOf(frame.source, key) === 'prefix') {
    owner.prefix = stringOf(value) ?? owner.prefix;
  }
}

/** The image reads a plain `DEBUG = True` of the settings as False (see literal_debug.py of the overlay). */
function withoutDebug(frame: Frame, target: SyntaxNode, values: readonly SyntaxNode[], value: Value): Value {
  const [written] = values;
  const isDebug = textOf(frame.source, target) === 'DEBUG' && written?.name === 'Boolean';
  const isTop = frame.scope.around === undefined;
  const folder = (module: string): string => module.split('.').slice(0, -1).join('.');
  const isSettings =
    frame.module === frame.run.settingsModule ||
    (folder(frame.module) !== '' && folder(frame.module) === folder(frame.run.settingsModule));
  return isDebug && isTop && isSettings && textOf(frame.source, written) === 'True' ? constant(false) : value;
}
