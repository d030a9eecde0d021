import { createHash } from 'node:crypto'
import type { ConsentText } from '../../text/index.ts'

/**
 * The version that the record names: the text's own, and a hash of the words. An operator may word them anew and
 * forget to say so: two wordings still never share a version.
 */
export function wordingVersion({ version, alerts, marketing }: ConsentText['wording']): string {
  const words = createHash('sha256')
    .update(JSON.stringify([alerts, marketing]))
    .digest('hex')
  return `${version}-${words.slice(0, 12)}`
}
