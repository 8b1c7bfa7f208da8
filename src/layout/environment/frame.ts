import type { ProjectCode } from '../project-code.ts';
import { childrenOf, type PythonSource, type SyntaxNode } from '../python-source.ts';
import { bounded } from './bounded.ts';
import { PythonError } from './python-error.ts';
import {
  unknown,
  type Mistake,
  type Place,
  type Read,
  type Reader,
  type Reading,
  type Scope,
  type Value,
} from './values.ts';

/** How a sequence of statements goes on: with the next one, by leaving, or perhaps by leaving. */
export type Flow =
  | { readonly kind: 'perhaps' | 'stop' | 'break' | 'continue' }
  /** `because`: what follows is reached only as these were missing; with one of them, a branch before would have left. */
  | { readonly kind: 'next'; readonly because?: readonly Read[] }
  | { readonly kind: 'return'; readonly value: Value };

/** What each kind of node means. A table and not imports: expressions hold calls, which run statements, which hold expressions. */
export interface Language {
  readonly expressions: Readonly<Record<string, (frame: Frame, node: SyntaxNode) => Value>>;
  readonly statements: Readonly<Record<string, (frame: Frame, node: SyntaxNode) => Flow>>;
}

/** Imports that run for certain, and whose failure nothing catches, by the module's name. */
export interface CertainImports {
  /** Modules of the project that it has not. */
  readonly lacking: Map<string, Place>;
  /** Top-level modules of others. */
  readonly foreign: Map<string, Place>;
  /** Dotted names of Django's: modules, and what is taken from them. */
  readonly ofDjango: Map<string, Place>;
}

/** What all that runs shares. */
export interface Run {
  readonly language: Language;
  readonly code: ProjectCode;
  /** The settings module: what lies beside it is settings too. */
  readonly settingsModule: string;
  /** The environment: what the image brings, what the code sets, and what was found to be demanded. */
  readonly variables: Map<string, Value>;
  readonly demanded: Map<string, Read>;
  readonly modules: Map<string, Extract<Value, { kind: 'module' }>>;
  /** Every object that reads variables: `with env.prefixed(…)` changes one until it ends. */
  readonly readers: Reader[];
  /** Files of the project that the code names, by their path below root. */
  readonly files: Map<string, Place & { readonly by: string }>;
  /** Files that it reads and that are not there, by their path below root. */
  readonly absent: Map<string, Place & { readonly by: string }>;
  /** Paths below root where the code may have made a file. */
  readonly made: Set<string>;
  /** Files that were run as if they were written in a module of settings, in that order. */
  readonly included: Set<string>;
  readonly imports: CertainImports;
  /** Libraries of settings whose classes were read as the library takes them. */
  readonly understood: Set<string>;
  /** What is made of the text of variables, by their names. */
  readonly readings: Map<string, Reading>;
  /** What variables that somebody has to give say where a site is deployed, as the settings compare them. */
  readonly stages: Map<string, string>;
  /** Lines that fail whatever is set, by their place. */
  readonly mistakes: Map<string, Mistake>;
  /** Modules that may still be run. */
  modulesLeft: number;
  /** Expressions and statements that may still be looked at: reading ends, whatever the code says. */
  stepsLeft: number;
}

/** Where in the code we are. */
export interface Frame {
  readonly run: Run;
  readonly source: PythonSource;
  /** Dotted name of the module. */
  readonly module: string;
  readonly scope: Scope;
  /** Reads that led into this branch: what raises in it, raises on their account. */
  readonly because: readonly Read[];
  /** Types that each `except` around takes, the innermost last. */
  readonly catching: readonly (readonly string[])[];
  /** Whether this runs for certain: nothing is demanded by what may not run. */
  readonly isCertain: boolean;
  readonly depth: number;
  /** The exception that the `except` around has caught: what a bare `raise` raises again. */
  readonly handling?: PythonError;
}

export const next: Flow = { kind: 'next' };

/** Nesting that is followed: far more than anybody writes, far less than our own stack holds. */
const DEEPEST = 120;

/** The frame one level down; undefined when it is too deep, or has taken too long. */
function below(frame: Frame): Frame | undefined {
  frame.run.stepsLeft--;
  return frame.run.stepsLeft < 0 || frame.depth >= DEEPEST ? undefined : { ...frame, depth: frame.depth + 1 };
}

/** The same place, in a branch that may not run. */
export function perhaps(frame: Frame): Frame {
  return { ...frame, isCertain: false };
}

/** The same place, reached on account of these reads. */
export function owing(frame: Frame, reads: readonly Read[]): Frame {
  return reads.length === 0 ? frame : { ...frame, because: reads };
}

/** Raises what missing variables lead to; where that is not certain, the value is unknown. */
export function fail(frame: Frame, type: string, reads: readonly Read[]): Value {
  if (!frame.isCertain || reads.length === 0) return unknown;
  throw new PythonError(type, reads);
}

/** Gives a name a value; what may not run leaves it unknown. */
export function assign(frame: Frame, name: string, value: Value): void {
  frame.scope.names.set(name, frame.isCertain ? bounded(value) : unknown);
}

/**
 * What an expression comes to, evaluated in Python's order.
 * @throws PythonError when it raises for certain, on account of variables that are not set
 */
export function evaluate(frame: Frame, node: SyntaxNode | null | undefined): Value {
  const inner = node === null || node === undefined ? undefined : below(frame);
  if (inner === undefined || node === null || node === undefined) return unknown;
  const value = frame.run.language.expressions[node.name]?.(inner, node);
  return value === undefined ? unknown : bounded(value);
}

/** Whether a node is an expression, and not a word or a sign between them. */
export function isExpression({ run }: Frame, node: SyntaxNode): boolean {
  return run.language.expressions[node.name] !== undefined;
}

/** The expressions right below a node. */
export function expressionsIn(frame: Frame, node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => isExpression(frame, child));
}

/**
 * Runs a statement.
 * @throws PythonError when it raises for certain, on account of variables that are not set
 */
export function execute(frame: Frame, node: SyntaxNode): Flow {
  const inner = below(frame);
  return (inner === undefined ? undefined : frame.run.language.statements[node.name]?.(inner, node)) ?? next;
}
