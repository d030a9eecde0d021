/**
 * The machine's way from a name to its addresses. In: a name. Out: all its IPv4 and IPv6 addresses, or a
 * system error. Names are asked of the name servers over sockets of our own, not by getaddrinfo: that one
 * waits in one of two threads of the process for up to half a minute, so half a dozen sources whose name
 * servers are silent would keep every other source, and the relay, from being found. When `signal` aborts,
 * nothing of the question is left.
 */
import { lookup as askSystem, Resolver } from 'node:dns/promises'
import { type Clock, systemClock } from '../clock.ts'
import { createHostsFile, type HostsFile } from './hosts-file.ts'
import type { Lookup } from './resolve-host.ts'

/** Doubles with each of the four tries. */
const firstTryMs = 1_000
const tries = 4
/** What IPv4's answer waits for IPv6's, or the other way round: some name servers never answer one of them. */
const otherFamilyMs = 300

/** Not in the DNS of anyone else: search lists, mDNS and the like of this machine complete such names. */
const isLocalName = (name: string): boolean => !name.includes('.') || name.endsWith('.local')

interface Setup {
  hosts?: HostsFile
  clock?: Clock
  resolver?: () => Pick<Resolver, 'resolve4' | 'resolve6' | 'cancel'>
  system?: (name: string) => Promise<string[]>
}

export function createSystemLookup({
  hosts = createHostsFile(),
  clock = systemClock,
  resolver = () => new Resolver({ timeout: firstTryMs, tries }),
  system = bySystem,
}: Setup = {}): Lookup {
  return async (name, signal) => {
    const own = await hosts(name)
    const addresses = own.length > 0 ? own : await byNameServer(resolver(), { name, signal, clock, system })
    return addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
}

async function byNameServer(
  resolver: ReturnType<NonNullable<Setup['resolver']>>,
  {
    name,
    signal,
    clock,
    system,
  }: { name: string; signal: AbortSignal } & Required<Pick<Setup, 'clock' | 'system'>>,
): Promise<string[]> {
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const families = [resolver.resolve4(name), resolver.resolve6(name)]
    const answers = await firstAndPerhapsSecond(families, clock)
    const addresses = answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length > 0) return addresses
    signal.throwIfAborted()
    const failure: unknown = answers.find(answer => answer.status === 'rejected')?.reason
    const noServer = codeOf(failure) === 'ECONNREFUSED'
    if (isLocalName(name) || noServer) return await system(name)
    throw failure
  } finally {
    signal.removeEventListener('abort', cancel)
    resolver.cancel()
  }
}

/** IPv4's answer comes first in the list; of what has not settled in time nothing is in it. */
async function firstAndPerhapsSecond(
  families: readonly Promise<string[]>[],
  clock: Clock,
): Promise<PromiseSettledResult<string[]>[]> {
  const settled: PromiseSettledResult<string[]>[] = []
  const all = families.map(async (family, index) => {
    ;[settled[index]] = await Promise.allSettled([family])
  })
  const enough = new AbortController()
  const anAddress = families.map(family => family.then(found => found.length > 0 || Promise.reject()))
  const oneIsThere = Promise.any(anAddress).then(
    () => clock.wait(otherFamilyMs, enough.signal),
    () => Promise.all(all).then(() => undefined),
  )
  await Promise.race([Promise.all(all), oneIsThere])
  enough.abort()
  return settled.filter(answer => answer !== undefined)
}

async function bySystem(name: string): Promise<string[]> {
  return (await askSystem(name, { all: true, order: 'verbatim' })).map(({ address }) => address)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null
}
