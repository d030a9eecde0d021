/** The tokens that every alert's mail carries, made by the thousand; `links.ts` reads them. One purpose per token. */
import type { Secrets } from '../config.ts'
import { createKeyedHash } from '../fast-keyed-hash.ts'

export interface MailLinks {
  /** `ID.MAC`: the subscriber's id in base 36 and 16 octets of HMAC-SHA-256 in base64url. */
  leave(subscriberId: number): string
  /**
   * `ID.DAY.MAC`, where DAY is the last day on which it opens, in days since 1970. `linkGeneration` is the subscriber's:
   * raising it voids every older link.
   */
  choices(link: { subscriberId: number; linkGeneration: number; at: number }): string
}

/** A link to the preference page works for so many days after its mail was sent. */
export const preferencesLinkDays = 30
const dayMs = 24 * 3_600_000
/** Of base64url: what 16 octets need. */
const macCharacters = 22

export function createMailLinks({ secrets }: { secrets: Secrets }): MailLinks {
  const leaving = createKeyedHash(secrets.current, 'unsubscribe')
  const choosing = createKeyedHash(secrets.current, 'preferences')
  return {
    leave(subscriberId) {
      const id = subscriberId.toString(36)
      return `${id}.${leaving(id, 'base64url').slice(0, macCharacters)}`
    },
    choices({ subscriberId, linkGeneration, at }) {
      const lastDay = Math.floor(at / dayMs) + preferencesLinkDays
      const head = `${subscriberId.toString(36)}.${lastDay.toString(36)}`
      return `${head}.${choosing(`${head}.${linkGeneration}`, 'base64url').slice(0, macCharacters)}`
    },
  }
}
