import { at, listAt, textAt } from '../answers.ts';

/** A price as Heroku's API tells it. */
export interface Price {
  readonly cents: number;
  /** Such as "month" or "hour". */
  readonly unit: string;
}

export interface HerokuRelease {
  readonly id: string;
  readonly version: number;
  /** "pending", "succeeded", "failed" or "expired". */
  readonly status: string;
  readonly description: string;
  readonly createdAt: string;
  /** It is the one that runs. */
  readonly current: boolean;
  /** False: Heroku says that it cannot go back to it. */
  readonly eligible: boolean;
}

export interface Formation {
  readonly type: string;
  readonly quantity: number;
  /** Such as "Basic" or "Standard-1X". */
  readonly size: string;
  /** Nobody has scaled it since it came with a release. */
  readonly untouched: boolean;
}

export interface Dyno {
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly size: string;
  readonly updatedAt: string;
}

export interface AddOn {
  readonly id: string;
  readonly name: string;
  /** Such as "heroku-postgresql". */
  readonly service: string;
  /** Such as "heroku-postgresql:essential-0". */
  readonly plan: string;
  readonly state: string;
  readonly configVars: readonly string[];
  readonly price?: Price;
  /** Billed to this app, and so gone with it; another one's may be attached to it too. */
  readonly own: boolean;
}

/** Releases, newest first. */
export function releasesIn(answer: unknown): readonly HerokuRelease[] {
  return listAt([answer], '0')
    .map((each) => ({
      id: textAt(each, 'id'),
      version: Number(textAt(each, 'version')),
      status: textAt(each, 'status'),
      description: textAt(each, 'description'),
      createdAt: textAt(each, 'created_at'),
      current: at(each, 'current') === true,
      eligible: at(each, 'eligible_for_rollback') !== false,
    }))
    .toSorted((a, b) => b.version - a.version);
}

export function formationIn(answer: unknown): readonly Formation[] {
  return listAt([answer], '0').map((each) => ({
    type: textAt(each, 'type'),
    quantity: Number(textAt(each, 'quantity') || '0'),
    size: textAt(each, 'dyno_size', 'name') || textAt(each, 'size'),
    untouched: textAt(each, 'created_at') !== '' && textAt(each, 'created_at') === textAt(each, 'updated_at'),
  }));
}

export function dynosIn(answer: unknown): readonly Dyno[] {
  return listAt([answer], '0').map((each) => ({
    name: textAt(each, 'name'),
    type: textAt(each, 'type'),
    state: textAt(each, 'state'),
    size: textAt(each, 'size'),
    updatedAt: textAt(each, 'updated_at'),
  }));
}

export function addOnsIn(answer: unknown, app: { readonly id: string; readonly name: string }): readonly AddOn[] {
  return listAt([answer], '0').map((each) => {
    const price = priceIn(at(each, 'billed_price'));
    return {
      id: textAt(each, 'id'),
      name: textAt(each, 'name'),
      service: textAt(each, 'addon_service', 'name'),
      plan: textAt(each, 'plan', 'name'),
      state: textAt(each, 'state'),
      configVars: listAt(each, 'config_vars').map(String),
      ...(price && { price }),
      own: [app.id, app.name].includes(textAt(each, 'app', 'id') || textAt(each, 'app', 'name')),
    };
  });
}

/** A price of a plan, an add-on or a size of dyno; undefined where it is told by nobody. */
export function priceIn(answer: unknown): Price | undefined {
  const cents = at(answer, 'cents');
  const unit = textAt(answer, 'unit');
  return typeof cents === 'number' && at(answer, 'contract') !== true ? { cents, unit } : undefined;
}

/** "$5 a month", as Heroku tells prices in US dollars. */
export function priceWords(price: Price | undefined): string {
  if (price === undefined) return 'at a price that its API does not tell';
  if (price.cents === 0) return 'free of charge';
  const dollars = price.cents / 100;
  return `$${Number.isInteger(dollars) ? dollars : dollars.toFixed(2)} a ${price.unit}`;
}
