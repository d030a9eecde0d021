/**
 * THROTTLES -> limits of sending: `relay: 500/s; gmail.com, googlemail.com: 20/s, 5 connections; each: 50/s`.
 * Domains listed together share one budget. `*.example` is all domains below example together, `each` every
 * domain that no other entry names, each by itself. Domains come out as lower-case A-labels.
 */
import { domainToASCII } from 'node:url'
import { ConfigError } from './errors.ts'

/** Over all processes together; null: no limit. */
export interface Limits {
  perSecond: number | null
  /** Messages under way at a time; for the relay: connections open at a time. */
  connections: number | null
  messagesPerConnection: number | null
}

export interface Throttles {
  relay: Limits
  /** What a domain gets that is in no group. */
  each: Limits
  /** Of names such as `gmail.com` and `*.example`; no name is in two groups. */
  groups: readonly { names: readonly [string, ...string[]]; limits: Limits }[]
}

const noLimits: Limits = { perSecond: null, connections: null, messagesPerConnection: null }
const example = '"gmail.com, googlemail.com: 20/s, 5 connections, 100 messages a connection"'
const secondsOf: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 }
const highestPerSecond = 100_000
/** A message every day; a slower one is a mistake. */
const lowestPerSecond = 1 / 86_400

/** Throws a `ConfigError` that repeats the entry it cannot read. Null and empty: nothing is limited. */
export function readThrottles(value: string | null): Throttles {
  let relay: Limits | null = null
  let each: Limits | null = null
  const groups: { names: [string, ...string[]]; limits: Limits }[] = []
  const named = new Set<string>()
  for (const entry of (value ?? '').split(';').map(part => part.trim())) {
    if (entry === '') continue
    const { words, limits } = readEntry(entry)
    for (const word of words) {
      if (named.has(word)) throw wrong(`names ${word} twice: write all its limits into one entry`)
      named.add(word)
    }
    const [first, ...more] = words
    if (more.length > 0 && (words.includes('relay') || words.includes('each')))
      throw wrong(`has "${entry}", but relay and each stand alone before the colon`)
    if (first === 'relay') relay = limits
    else if (first === 'each') each = limits
    else groups.push({ names: words, limits })
  }
  return { relay: relay ?? noLimits, each: each ?? noLimits, groups }
}

function readEntry(entry: string): { words: [string, ...string[]]; limits: Limits } {
  const [before = '', after, ...more] = entry.split(':')
  if (!before.trim() || !after?.trim() || more.length > 0)
    throw wrong(`must have entries such as ${example}, but has "${entry}"`)
  const [first = '', ...others] = before.split(',').map(word => readName(word.trim()))
  let limits = noLimits
  for (const text of after.split(',').map(part => part.trim())) {
    const [name, count] = readLimit(text)
    if (limits[name] !== null) throw wrong(`has two limits of one kind in "${entry}"`)
    limits = { ...limits, [name]: count }
  }
  return { words: [first, ...others], limits }
}

function readName(word: string): string {
  const below = word.startsWith('*.')
  const domain = domainToASCII(below ? word.slice(2) : word).replace(/\.$/, '')
  const known = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(domain)
  // "gmail" for gmail.com would limit nobody.
  const reachable = below || domain.includes('.') || ['relay', 'each', 'localhost'].includes(domain)
  if (!known || !reachable)
    throw wrong(
      `must name relay, each, domains, or all below one as in *.example.org, before a colon, but has "${word}"`,
    )
  return below ? `*.${domain}` : domain
}

function readLimit(text: string): [keyof Limits, number] {
  const rate = /^(\d+(?:\.\d+)?) ?\/ ?(s|min|h)$/.exec(text)
  if (rate) return ['perSecond', checkedRate(text, Number(rate[1]) / (secondsOf[rate[2] ?? ''] ?? 1))]
  const connections = /^(\d+) connections?$/.exec(text)
  if (connections) return ['connections', checkedCount(text, Number(connections[1]))]
  const messages = /^(\d+) messages? a connection$/.exec(text)
  if (messages) return ['messagesPerConnection', checkedCount(text, Number(messages[1]))]
  throw wrong(
    `knows limits such as 20/s, 600/min, 10000/h, 5 connections and 100 messages a connection, but has "${text}"`,
  )
}

function checkedRate(text: string, perSecond: number): number {
  if (perSecond >= lowestPerSecond && perSecond <= highestPerSecond) return perSecond
  throw wrong(`takes rates from one message a day to ${highestPerSecond} a second, but has "${text}"`)
}

function checkedCount(text: string, count: number): number {
  if (count >= 1 && count <= 1_000_000) return count
  throw wrong(`takes counts from 1 to 1000000, but has "${text}"`)
}

function wrong(what: string): ConfigError {
  return new ConfigError(`THROTTLES ${what}.`)
}
