/**
 * Subject and detail of an enhanced status code (RFC 3463; IANA's registry of them) -> what it says of a
 * permanent refusal. The class digit is not looked at: the reply code says whether to try again.
 */
import type { Finding } from './finding.ts'

const rfc3463 = (section: string) => `RFC 3463 §${section}`

function hard(about: Finding['about'], reason: string, source: string): Finding {
  return { kind: 'hard', about, reason, source }
}

function soft(about: Finding['about'], reason: string, source: string, slowDown?: boolean): Finding {
  return { kind: 'soft', about, reason, source, ...(slowDown === undefined ? {} : { slowDown }) }
}

function ours(about: Finding['about'], reason: string, source: string, slowDown?: boolean): Finding {
  return { kind: 'ours', about, reason, source, ...(slowDown === undefined ? {} : { slowDown }) }
}

const addressing: Record<string, Finding> = {
  '1.1': hard('mailbox', 'there is no such mailbox', rfc3463('3.2')),
  '1.2': hard('domain', 'the domain does not exist, or takes no mail', rfc3463('3.2')),
  '1.3': hard('mailbox', 'the address is not written as an address', rfc3463('3.2')),
  '1.4': hard('mailbox', 'the address names more than one mailbox', rfc3463('3.2')),
  '1.6': hard('mailbox', 'the mailbox has moved, and nobody knows where', rfc3463('3.2')),
  '1.7': ours('message', 'our sender address is not written as one', rfc3463('3.2')),
  '1.8': ours('message', 'the domain of our sender address is not known', rfc3463('3.2')),
  '1.9': soft('domain', 'the message was passed on without a way to report back', 'RFC 3886 §3.3.4'),
  '1.10': hard('domain', 'the domain takes no mail at all (null MX)', 'RFC 7505 §4.2'),
}

const mailbox: Record<string, Finding> = {
  // It exists, and may be opened again.
  '2.1': soft('mailbox', 'the mailbox is disabled', rfc3463('3.3')),
  '2.2': soft('mailbox', 'the mailbox is full', rfc3463('3.3')),
  '2.3': ours('message', 'the message is longer than this mailbox takes', rfc3463('3.3')),
  '2.4': soft('mailbox', 'a mailing list there could not be opened', rfc3463('3.3')),
}

const system: Record<string, Finding> = {
  '3.1': soft('domain', 'the mail system there is full', rfc3463('3.4')),
  '3.2': soft('domain', 'the mail system there takes no messages right now', rfc3463('3.4'), true),
  '3.3': ours('message', 'the system there lacks what the message needs', rfc3463('3.4')),
  '3.4': ours('message', 'the message is too big for the system there', rfc3463('3.4')),
  '3.5': soft('domain', 'the mail system there is not set up properly', rfc3463('3.4')),
  '3.6': soft('domain', 'the requested priority was changed', 'RFC 6710 §7'),
}

const network: Record<string, Finding> = {
  '4.1': soft('domain', 'the host there does not answer', rfc3463('3.5')),
  '4.2': soft('domain', 'the connection broke', rfc3463('3.5')),
  '4.3': soft('domain', 'a directory that routes mail could not be asked', rfc3463('3.5')),
  '4.4': hard('domain', 'no way leads to the domain', rfc3463('3.5')),
  '4.5': soft('domain', 'the mail system is congested', rfc3463('3.5'), true),
  '4.6': soft('domain', 'mail for it runs in a circle', rfc3463('3.5')),
  '4.7': soft('domain', 'it could not be delivered in time', rfc3463('3.5')),
}

const protocol: Record<string, Finding> = {
  '5.1': ours('relay', 'a command came at the wrong time', rfc3463('3.6')),
  '5.2': ours('relay', 'a command was not understood', rfc3463('3.6')),
  '5.3': ours('relay', 'too many recipients in one message', rfc3463('3.6')),
  '5.4': ours('relay', 'a command had parameters that are not known there', rfc3463('3.6')),
  '5.5': ours('relay', 'another version of the protocol is spoken there', rfc3463('3.6')),
  '5.6': ours('relay', 'the login was too long a line', 'RFC 4954 §6'),
}

const content: Record<string, Finding> = {
  '6.1': ours('message', 'its kind of content is not taken there', rfc3463('3.7')),
  '6.2': ours('message', 'it would have to be converted, which is forbidden', rfc3463('3.7')),
  '6.3': ours('message', 'it would have to be converted, which cannot be done', rfc3463('3.7')),
  '6.4': ours('message', 'it was converted with a loss', rfc3463('3.7')),
  '6.5': ours('message', 'it could not be converted', rfc3463('3.7')),
  '6.6': ours('message', 'its content was not at hand', 'RFC 4468 §6'),
  '6.7': ours('message', 'international addresses are not taken there', 'RFC 6531 §3.5'),
  '6.8': ours('message', 'the answer needs UTF-8', 'RFC 6531 §3.5'),
  '6.9': ours('message', 'its UTF-8 headers cannot be passed on', 'RFC 6531 §3.5'),
  '6.10': ours('message', 'its UTF-8 headers cannot be passed on', 'RFC 6531 §3.5'),
}

const security: Record<string, Finding> = {
  '7.2': ours('message', 'we may not write to this mailing list', rfc3463('3.8')),
  '7.3': ours('message', 'it would have to be secured otherwise, which cannot be done', rfc3463('3.8')),
  '7.4': ours('message', 'a security feature it asks for is not known there', rfc3463('3.8')),
  '7.5': ours('message', 'it could not be decrypted', rfc3463('3.8')),
  '7.6': ours('message', 'its cryptographic algorithm is not known there', rfc3463('3.8')),
  '7.7': ours('message', 'it was changed on its way', rfc3463('3.8')),
  '7.8': ours('relay', 'our login is wrong', 'RFC 4954 §6'),
  '7.9': ours('relay', 'our way to log in is too weak', 'RFC 4954 §6'),
  '7.10': ours('relay', 'encryption is needed', 'RFC 5248 §3'),
  '7.11': ours('relay', 'this way to log in needs encryption', 'RFC 4954 §6'),
  '7.12': ours('relay', 'our password must be changed', 'RFC 4954 §6'),
  '7.13': ours('relay', 'the account we log in with is disabled', 'RFC 5248 §3'),
  '7.14': ours('relay', 'a trust between the systems is needed', 'RFC 5248 §3'),
  '7.15': soft('domain', 'the priority is too low right now', 'RFC 6710 §7'),
  '7.16': ours('message', 'the message is too big for its priority', 'RFC 6710 §7'),
  '7.17': hard('mailbox', 'the mailbox has another owner now', 'RFC 7293 §14'),
  '7.18': hard('domain', 'the domain has another owner now', 'RFC 7293 §14'),
  '7.19': soft('mailbox', 'whose mailbox it is could not be told', 'RFC 7293 §14'),
  '7.20': ours('message', 'no valid DKIM signature', 'RFC 7372 §3.1'),
  '7.21': ours('message', 'no acceptable DKIM signature', 'RFC 7372 §3.1'),
  '7.22': ours('message', 'no DKIM signature of the sender’s own domain', 'RFC 7372 §3.1'),
  '7.23': ours('relay', 'SPF does not name the sending host', 'RFC 7372 §3.2'),
  '7.24': ours('relay', 'SPF could not be checked', 'RFC 7372 §3.2'),
  '7.25': ours('relay', 'the sending host’s name and address do not fit (reverse DNS)', 'RFC 7372 §3.3'),
  '7.26': ours('message', 'it is not authenticated (SPF, DKIM, DMARC)', 'RFC 7372 §3.4'),
  '7.27': ours('message', 'our sender domain takes no mail itself (null MX)', 'RFC 7505 §4.2'),
  '7.28': ours('relay', 'too much mail at once', 'IANA registry, X.7.28', true),
  '7.29': ours('message', 'its ARC chain is broken', 'RFC 8617 §7.5'),
  '7.30': ours('message', 'TLS is required on the whole way, and is not there', 'RFC 8689 §6'),
}

const table = new Map(
  Object.entries({ ...addressing, ...mailbox, ...system, ...network, ...protocol, ...content, ...security }),
)

const microsoft = ours(
  'relay',
  'Microsoft blocks or throttles the sending host, or does not believe the sender',
  'Microsoft: Email non-delivery reports in Exchange Online, 4.7.500 to 5.7.750',
  true,
)

/** Null: the code is not there, or says no more than its subject does. `status`: `5.1.1`. */
export function findByStatus(status: string | null): Finding | null {
  const [, subject, detail] = /^[245]\.(\d{1,3})\.(\d{1,3})$/.exec(status ?? '') ?? []
  if (subject === '7' && Number(detail) >= 500 && Number(detail) < 800) return microsoft
  return table.get(`${Number(subject)}.${Number(detail)}`) ?? null
}

const subjects = new Map<string, Finding>([
  ['2', soft('mailbox', 'something is wrong with the mailbox', rfc3463('3.3'))],
  ['3', soft('domain', 'something is wrong with the mail system there', rfc3463('3.4'))],
  ['4', soft('domain', 'something is wrong on the way there', rfc3463('3.5'))],
  ['6', ours('message', 'something in the message is not liked there', rfc3463('3.7'))],
  ['7', ours('message', 'it was refused by a policy', rfc3463('3.8'))],
])

/** What is left when neither the whole code nor the words say more. Of `X.1.0` and `X.5.0` the reply code says as much. */
export function findBySubject(status: string | null): Finding | null {
  return subjects.get(/^[245]\.(\d)\./.exec(status ?? '')?.[1] ?? '') ?? null
}
