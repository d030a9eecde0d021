/**
 * Knows API tokens again while the store is away, so that whoever watches the program is let in then, too; also one that
 * was taken back meanwhile, until the store can be asked. What it remembers of a token is its hash.
 */
import type { Clock } from '../clock.ts'
import { StoreAwayError } from '../errors.ts'
import type { TokenIdentity } from './api-tokens.ts'
import { hashToken } from './token.ts'

type IdentifyToken = (bearer: string) => Promise<TokenIdentity | null>

const storeDeadlineMs = 2_000
/** Nobody has more of them. */
const mostRemembered = 1_000

export function rememberTokens(identify: IdentifyToken, clock: Clock): IdentifyToken {
  const known = new Map<string, TokenIdentity>()
  const ask = async (bearer: string, hash: string) => {
    const token = await identify(bearer)
    if (!token) known.delete(hash)
    else if (known.has(hash) || known.size < mostRemembered) known.set(hash, token)
    return token
  }
  return async bearer => {
    const hash = hashToken(bearer)
    const remembered = known.get(hash)
    const asked = ask(bearer, hash)
    if (!remembered) return asked
    const answered = new AbortController()
    const late = clock.wait(storeDeadlineMs, answered.signal).then(() => remembered)
    const said = asked.catch(error => {
      if (error instanceof StoreAwayError) return remembered
      throw error
    })
    return Promise.race([said, late]).finally(() => answered.abort())
  }
}
