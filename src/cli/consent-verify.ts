import { verifyConsent } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const consentVerify: Command = {
  name: 'consent verify',
  usage: '',
  about: 'Walks the consent record and names the first event that was changed, removed or cut off.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const check = await inPlace(line.env, ({ store, secrets }) => verifyConsent(store.read, secrets))
    if (json) line.out(JSON.stringify(check))
    else if (check.ok) line.out(`${check.events} consent events, the chain holds`)
    else line.err(`consent event ${check.atId}: ${check.problem}`)
    return check.ok ? 0 : 1
  },
}
