/**
 * RETENTION -> how long what serves no longer is kept: `left=90d deliveries=2y mailbox=7d`. What is not named keeps its
 * default; `never` keeps for good. What is over is deleted within the hour after (see `housekeeping.ts`).
 */
import { ConfigError } from './errors.ts'

/** Milliseconds each; null: kept for good. */
export interface Retention {
  /** An address that asked for alerts and never confirmed. */
  unconfirmed: number
  /** The address of whoever left; a keyed hash stays, so that no import brings them back. */
  left: number | null
  /** Who got which alert, by mail or by digest, once it is over. A correction reaches whoever is still in there. */
  deliveries: number | null
  /** Single mails that have ended, such as confirmations. */
  outbox: number | null
  /** Mails in the built-in mailbox. */
  mailbox: number | null
  /** Links of mails, after they expired. */
  links: number | null
  /** What happened to stories, and what the rules went by: a rule is tried on what is younger by 33 days. */
  moments: number | null
  /**
   * Texts of items of stories that nothing came to for so long, but their beginnings; not of those that were alerted of or
   * that an editor touched, and no sooner than `moments`.
   */
  items: number | null
}

const minuteMs = 60_000
const unitMs: Readonly<Record<string, number>> = {
  m: minuteMs,
  h: 60 * minuteMs,
  d: 24 * 60 * minuteMs,
  w: 7 * 24 * 60 * minuteMs,
  y: 365 * 24 * 60 * minuteMs,
}
const day = unitMs['d'] ?? 0

export const defaultRetention: Retention = {
  unconfirmed: 7 * day,
  left: 365 * day,
  deliveries: 365 * day,
  outbox: 30 * day,
  mailbox: 30 * day,
  links: 30 * day,
  moments: 365 * day,
  items: 365 * day,
}

/**
 * Shorter would take away what is still needed: a retry takes a day, a confirm link lives for three, the links of a day
 * are counted, so that nobody is mailed more of them, and a rule is tried on a week, with what was known before it.
 */
const least: Readonly<Record<keyof Retention, number>> = {
  unconfirmed: 3 * day,
  left: 0,
  deliveries: 7 * day,
  outbox: 2 * day,
  mailbox: 0,
  links: day,
  moments: 40 * day,
  items: 40 * day,
}
const mustEnd: ReadonlySet<keyof Retention> = new Set(['unconfirmed'])

/** Throws a `ConfigError` that names the entry. */
export function readRetention(value: string | null): Retention {
  const entries = (value ?? '').split(/[\s,;]+/).filter(Boolean)
  const read = entries.map(readEntry)
  const twice = read.find(([name], place) => read.findIndex(([other]) => other === name) !== place)
  if (twice) throw new ConfigError(`RETENTION names ${twice[0]} twice: leave one of the two out.`)
  return { ...defaultRetention, ...Object.fromEntries(read) }
}

function readEntry(entry: string): [keyof Retention, number | null] {
  const [name = '', value = '', more] = entry.split('=')
  const names = Object.keys(defaultRetention)
  if (!isName(name) || more !== undefined)
    throw new ConfigError(
      `RETENTION must be a list such as "left=1y outbox=30d", of ${names.join(', ')}, but has "${entry}".`,
    )
  if (value === 'never' && !mustEnd.has(name)) return [name, null]
  const [, amount, unit = ''] = /^(\d{1,5})([mhdwy])$/.exec(value) ?? []
  const ms = Number(amount) * (unitMs[unit] ?? Number.NaN)
  if (!(ms >= least[name]))
    throw new ConfigError(
      `RETENTION: ${name} must be a time such as 30d, 12h or 1y${leastWords(name)}${mustEnd.has(name) ? '' : ', or "never" to keep it for good'}, but is "${value}".`,
    )
  return [name, ms]
}

function isName(name: string): name is keyof Retention {
  return Object.hasOwn(defaultRetention, name)
}

function leastWords(name: keyof Retention): string {
  return least[name] === 0 ? '' : `, at least ${least[name] / (unitMs['h'] ?? 1)}h`
}
