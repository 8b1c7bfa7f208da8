import type { OverlayEffect } from '../values/layout.ts';
import { place } from '../values/place.ts';
import { tableLines, type Row } from './inspect-table.ts';

const HEADING =
  'Settings in the image, by the lines that complete them ("--skip LINE", or skip = ["LINE"] in the configuration, leaves one out):';

/** What each line of the overlay will do to this project, as a table. */
export function overlayText(effects: readonly OverlayEffect[], columns: number | undefined): string[] {
  return effects.length === 0 ? [] : ['', HEADING, ...tableLines(effects.map(rowOf), columns)];
}

function rowOf(effect: OverlayEffect): Row {
  const { line, does, why, found } = effect;
  const places = (stays: boolean): string =>
    found
      .filter((each) => each.stays === stays)
      .map(({ setting, origin }) => `${setting} ${place(origin)}`)
      .join(', ');
  const [kept, changed] = [places(true), places(false)];
  if (effect.acts === 'skipped') return [line, wordOf(effect), `would do: ${does}`];
  const said = effect.acts === 'never' ? [why] : [does, why];
  const where = [
    kept === '' ? undefined : `stays as it is: ${kept}`,
    changed === '' ? undefined : `${effect.acts === 'never' ? 'found' : 'meets'}: ${changed}`,
  ];
  return [line, wordOf(effect), [...said, ...where].filter((each) => each !== undefined).join('; ')];
}

function wordOf({ acts, when = '' }: OverlayEffect): string {
  return { always: 'yes', sometimes: when, never: 'nothing to do', skipped: 'switched off' }[acts];
}
