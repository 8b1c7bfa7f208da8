import { chooseFiles, neededBy } from '../build-plan/chosen-files.ts';
import { frontendsInImage } from '../frontends-in-image.ts';
import { buildLine } from '../layout/frontend/build-line.ts';
import { readLayout } from '../layout/read-layout.ts';
import { renderWords } from '../messages/render.ts';
import type { Problem } from '../problems.ts';
import type { BuildOptions } from '../values/build-options.ts';
import type { Layout } from '../values/layout.ts';
import { projectChoices } from '../values/project-choices.ts';
import type { World } from './command.ts';
import type { OpenedProject } from './open-project.ts';
import { wordsHere } from './words-here.ts';

/** The facts about the project under these options; logged. Throws what makes a project unbuildable. */
export function layoutOf(project: OpenedProject, options: BuildOptions, { log, redactor }: World): Layout {
  const from = project.from === undefined ? {} : { from: project.from };
  const layout = withoutLeftOut(project, readLayout(project.files, { ...from, ...projectChoices(options) }));
  redactor.publish(layout.slug);
  // A manifest may hold an address with a password; a note says so, and the log need not hold it too.
  for (const line of layout.dependencies.value.declared) {
    // Behind the user's name, or a token in its place; a name alone is none, and may stand anywhere.
    for (const [, secret] of line.matchAll(/:\/\/(?:[^/@:\s]*:)?((?<=:)[^/@\s]+|[^/@:\s]{16,})@/g))
      redactor.add(secret);
  }
  log.write({ kind: 'fact', title: 'layout', detail: layout });
  return layout;
}

function withoutLeftOut({ files }: OpenedProject, layout: Layout): Layout {
  if (layout.frontends.length === 0) return layout;
  const { leftOut } = chooseFiles(files, neededBy(layout));
  return { ...layout, frontends: frontendsInImage(layout.frontends, leftOut).frontends };
}

/**
 * Says what was found in one line, and what is worth knowing about it. The Python that runs is that of a base image which was named.
 * @param given names of the variables that the app is given: what the settings would be without one is nothing to say then
 */
export function sayLayout(
  layout: Layout,
  { baseImage }: Pick<BuildOptions, 'baseImage'>,
  world: World,
  given: readonly string[] = [],
): void {
  const { terminal } = world;
  const { managePy, productionSettingsModule, application, python, dependencies, database } = layout;
  const facts = [
    managePy.value,
    `settings ${productionSettingsModule.value}`,
    `${application.value.interface.toUpperCase()} ${application.value.module}`,
    `Python ${baseImage === undefined ? python.value.version : `of ${baseImage}`}`,
    [dependencies.value.manager, ...dependencies.value.files.slice(0, 1), ...(dependencies.value.also ?? [])].join(' '),
    `database ${database.value}`,
    ...layout.frontends.map(({ value }) => `front end ${value.folder} (${buildLine(value)}, Node ${value.node.value})`),
  ];
  terminal.say(`${terminal.style.bold(layout.slug)}: ${facts.join(', ')}`);
  const isSettled = (problem: Problem): boolean => isOfStage(problem) && given.includes(problem.variable);
  for (const problem of layout.problems.filter((each) => !isSettled(each)))
    terminal.say(renderWords(wordsHere(problem, world), terminal.style, 'Note'));
}

type OfStage = Extract<Problem, { readonly code: `settings-stage-${string}` }>;

function isOfStage(problem: Problem): problem is OfStage {
  return problem.code === 'settings-stage-default' || problem.code === 'settings-stage-open';
}
