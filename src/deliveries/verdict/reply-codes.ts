/** What a reply code alone says (RFC 5321 §4.2), by the step it answers, when there is nothing better. */
import type { SendStep } from '../smtp/outcome.ts'
import type { Finding } from './finding.ts'

const rfc5321 = 'RFC 5321 §4.2.3'

const always: ReadonlyMap<number, Finding> = new Map<number, Finding>([
  [
    421,
    {
      kind: 'soft',
      about: 'relay',
      reason: 'the server is closing down or too busy',
      slowDown: true,
      source: rfc5321,
    },
  ],
  [
    451,
    {
      kind: 'soft',
      about: 'domain',
      reason: 'an error in processing there',
      slowDown: true,
      source: rfc5321,
    },
  ],
  [452, { kind: 'soft', about: 'domain', reason: 'there is no room for it right now', source: rfc5321 }],
  [
    454,
    {
      kind: 'ours',
      about: 'relay',
      reason: 'logging in or encrypting fails right now',
      source: 'RFC 4954 §6, RFC 3207 §4',
    },
  ],
  [
    455,
    { kind: 'ours', about: 'relay', reason: 'a parameter of ours cannot be had right now', source: rfc5321 },
  ],
  [521, { kind: 'soft', about: 'domain', reason: 'the host there takes no mail', source: 'RFC 7504 §3' }],
  [523, { kind: 'ours', about: 'relay', reason: 'encryption is needed', source: 'RFC 5248 §3' }],
  [
    525,
    { kind: 'ours', about: 'relay', reason: 'the account we log in with is disabled', source: 'RFC 5248 §3' },
  ],
  [530, { kind: 'ours', about: 'relay', reason: 'we must log in first', source: 'RFC 4954 §6' }],
  [534, { kind: 'ours', about: 'relay', reason: 'our way to log in is too weak', source: 'RFC 4954 §6' }],
  [535, { kind: 'ours', about: 'relay', reason: 'our login is wrong', source: 'RFC 4954 §6' }],
  [538, { kind: 'ours', about: 'relay', reason: 'logging in needs encryption', source: 'RFC 4954 §6' }],
  [555, { kind: 'ours', about: 'relay', reason: 'a parameter of ours is not known there', source: rfc5321 }],
  [556, { kind: 'hard', about: 'domain', reason: 'the domain takes no mail', source: 'RFC 7504 §4' }],
])

const ofRecipient: ReadonlyMap<number, Finding> = new Map<number, Finding>([
  [
    450,
    {
      kind: 'soft',
      about: 'mailbox',
      reason: 'the mailbox cannot be reached right now',
      slowDown: true,
      source: rfc5321,
    },
  ],
  [550, { kind: 'hard', about: 'mailbox', reason: 'the mailbox is not there', source: rfc5321 }],
  [551, { kind: 'hard', about: 'mailbox', reason: 'the mailbox is not there', source: rfc5321 }],
  [552, { kind: 'soft', about: 'mailbox', reason: 'the mailbox is full', source: rfc5321 }],
  [553, { kind: 'hard', about: 'mailbox', reason: 'the address is not allowed there', source: rfc5321 }],
])

export function findByReply(code: number, step: SendStep): Finding {
  const known = always.get(code) ?? (step === 'RCPT' ? ofRecipient.get(code) : undefined)
  if (known) return known
  if (code >= 400 && code < 500)
    return { kind: 'soft', about: 'domain', reason: 'it is not taken right now', source: rfc5321 }
  if (code >= 500 && code < 510)
    return { kind: 'ours', about: 'relay', reason: 'a command of ours is not understood', source: rfc5321 }
  if (code >= 510 && code < 600)
    return { kind: 'ours', about: 'message', reason: 'the message was refused', source: rfc5321 }
  return { kind: 'ours', about: 'relay', reason: 'an answer that says neither yes nor no', source: rfc5321 }
}
