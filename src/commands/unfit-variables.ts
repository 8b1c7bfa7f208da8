import { UserError } from '../problems.ts';
import { fits, type VariableReadings } from '../values/variable-reading.ts';

/** Throws `variables-unfit` for values that the settings cannot read: an app that is given them would not start. */
export function refuseUnfit(env: Readonly<Record<string, string>>, readings: VariableReadings): void {
  const unfit = Object.entries(env).flatMap(([name, value]) => {
    const reading = readings[name];
    return reading === undefined || fits(value, reading.as) ? [] : [{ name, reading }];
  });
  if (unfit.length > 0) throw new UserError({ code: 'variables-unfit', unfit });
}
