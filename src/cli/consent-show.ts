/** `consent show`: one person's events, and what proves that they are as they were written. */
import { type ConsentCheck, readConsentOf, type ShownEvent, verifyConsent } from '../subscribers/index.ts'
import { type Command, UsageError } from './command.ts'
import { inPlace } from './place.ts'

export const consentShow: Command = {
  name: 'consent show',
  usage: 'ADDRESS|ID',
  about: `Shows what one person agreed to, when, how and to which words, and whether the record holds.
Also of a person who was erased, by their address: the record knows its keyed hash, made by SECRET or SECRET_PREVIOUS.`,
  options: {},
  positionals: 1,
  async run({ line, json, positionals }) {
    const [who = ''] = positionals
    const { events, check } = await inPlace(line.env, async ({ store, secrets, config }) => ({
      events: await readConsentOf(store.read, secrets, who),
      check: await verifyConsent(store.read, secrets, config.dataDir),
    }))
    if (!events) throw new UsageError(`"${who}" is neither a mail address nor a subscriber's number.`)
    if (json) line.out(JSON.stringify({ events, check }))
    else {
      for (const event of events) for (const words of eventWords(event)) line.out(words)
      line.out(events.length === 0 ? 'The record has nothing of this address.' : proofWords(events, check))
    }
    return check.ok && events.length > 0 ? 0 : 1
  },
}

const deeds: Readonly<Record<ShownEvent['kind'], string>> = {
  requested: 'asked for',
  confirmed: 'confirmed',
  changed: 'changed',
  withdrawn: 'withdrew',
  expired: 'let expire, without confirming,',
  imported: 'was brought by the operator, who attests it, for',
  erased: 'was erased with',
}

function eventWords(event: ShownEvent): string[] {
  const { id, at, kind, scope, method, network, language } = event
  return [
    `${at}  event ${id}: ${deeds[kind]} ${scope} (${method}${network === null ? '' : `, from ${network}`})`,
    `    "${event.wording}"`,
    `    wording ${event.wordingVersion}, in ${language}; privacy notice ${event.noticeVersion}`,
  ]
}

function proofWords(events: readonly ShownEvent[], check: ConsentCheck): string {
  if (!check.ok) return `The record does not hold: event ${check.atId}: ${check.problem}.`
  const last = events.at(-1)?.id ?? 0
  const chain = `The chain of all ${check.events} events holds`
  return last <= check.signedUpTo
    ? `${chain}, and a signed head covers these.`
    : `${chain}; the next daily head, which is signed, will cover event ${last}.`
}
