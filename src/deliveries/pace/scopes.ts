/** Which budget a domain belongs to, and what THROTTLES allows it. */
import { domainToASCII } from 'node:url'
import type { Limits, Throttles } from '../../config.ts'

export const relayScope = 'relay'

export interface Scopes {
  /** A group of THROTTLES by its first name, else the domain itself as a lower-case A-label. */
  scopeOf(domain: string): string
  limitsOf(scope: string): Limits
}

/** Domains whose scope is remembered: about 2 MB. */
const mostRemembered = 20_000

export function createScopes({ relay, each, groups }: Throttles): Scopes {
  const scopeOfName = new Map(groups.flatMap(({ names }) => names.map(name => [name, names[0]] as const)))
  const limits = new Map([
    [relayScope, relay],
    ...groups.map(({ names, limits }) => [names[0], limits] as const),
  ])
  const remembered = new Map<string, string>()
  return {
    scopeOf(domain) {
      const known = remembered.get(domain)
      if (known !== undefined) return known
      if (remembered.size >= mostRemembered) remembered.clear()
      const scope = findScope(scopeOfName, domain)
      remembered.set(domain, scope)
      return scope
    },
    limitsOf: scope => limits.get(scope) ?? each,
  }
}

function findScope(scopeOfName: ReadonlyMap<string, string>, domain: string): string {
  // An address literal is no name that could be converted.
  const name = (domainToASCII(domain) || domain.toLowerCase()).replace(/\.$/, '')
  const labels = name.split('.')
  const below = labels.map((_, index) => `*.${labels.slice(index + 1).join('.')}`)
  const named = [name, ...below].find(candidate => scopeOfName.has(candidate))
  if (named !== undefined) return scopeOfName.get(named) ?? name
  // The domain with this name is another thing than the relay.
  return name === relayScope ? `${relayScope}.` : name
}
