/**
 * SIGN_UP_LIMITS -> how many sign-ups are taken: `network: 30/h; unproven: 1000/h; burst: 100/min; overall: 20000/h;
 * domain: 200/h`. What is not named keeps its default. All are over all processes together.
 */
import { ConfigError } from './errors.ts'

export interface SignUpLimits {
  /** Of one network (/24, /64) an hour, before its sign-ups must bring a proof of work. */
  network: number
  /** Of all networks an hour without a proof of work: what a flood can have mailed at most, unless it works for it. */
  unproven: number
  /** The same within one minute; beyond, proofs are asked for during the next minutes. */
  burst: number
  /** With a proof of work, an hour; beyond, nobody is taken until the next hour. */
  overall: number
  /** Mails to one recipient domain an hour; big providers have ten times as many, and whoever has many readers more. */
  domain: number
}

const defaults: SignUpLimits = { network: 30, unproven: 1_000, burst: 100, overall: 20_000, domain: 200 }
const unitOf = { network: 'h', unproven: 'h', burst: 'min', overall: 'h', domain: 'h' } as const
const example = '"network: 30/h; unproven: 1000/h; burst: 100/min; overall: 20000/h; domain: 200/h"'
const highest = 10_000_000

/** Throws a `ConfigError` that repeats the entry it cannot read. Null and empty: the defaults. */
export function readSignUpLimits(value: string | null): SignUpLimits {
  const limits = { ...defaults }
  const named = new Set<string>()
  for (const entry of (value ?? '').split(';').map(part => part.trim())) {
    if (entry === '') continue
    const [, name = '', count = '', unit = ''] = /^(\w+)\s*:\s*(\d+)\s*\/\s*(\w+)$/.exec(entry) ?? []
    if (!isName(name) || unit !== unitOf[name])
      throw wrong(`must have entries such as ${example}, but has "${entry}"`)
    if (named.has(name)) throw wrong(`names ${name} twice`)
    if (Number(count) < 1 || Number(count) > highest)
      throw wrong(`takes counts from 1 to ${highest}, but has "${entry}"`)
    named.add(name)
    limits[name] = Number(count)
  }
  return limits
}

function isName(name: string): name is keyof SignUpLimits {
  return Object.hasOwn(unitOf, name)
}

function wrong(what: string): ConfigError {
  return new ConfigError(`SIGN_UP_LIMITS ${what}.`)
}
