import { type ConsentCheck, verifyConsent } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'

export const consentVerify: Command = {
  name: 'consent verify',
  usage: '',
  about: `Walks the consent record and names the first event that was changed, removed or cut off.
Compares it with the daily signed heads in the store, and with those in DATA_DIR/consent-heads.log: each machine that sends keeps its own.`,
  options: {},
  positionals: 0,
  async run({ line, json }) {
    const check = await inPlace(line.env, ({ store, secrets, config }) =>
      verifyConsent(store.read, secrets, config.dataDir),
    )
    if (json) line.out(JSON.stringify(check))
    else if (check.ok) for (const words of holds(check)) line.out(words)
    else line.err(`consent event ${check.atId}: ${check.problem}`)
    return check.ok ? 0 : 1
  },
}

/** `1 daily head`, `2 daily heads`. */
function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function holds({ events, heads, keptHeads, signedUpTo }: Extract<ConsentCheck, { ok: true }>): string[] {
  return [
    `${counted(events, 'consent event')}, the chain holds`,
    keptHeads > 0
      ? `signed up to event ${signedUpTo}, by ${counted(heads, 'daily head')}, ${keptHeads} of them also outside the store`
      : `signed up to event ${signedUpTo}, by ${counted(heads, 'daily head')}; no file of heads on this machine, so that a tail cut off together with its heads would not show`,
  ]
}
