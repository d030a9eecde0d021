/** A job -> the envelope that goes over the wire. Alerts are composed once, elsewhere; here a reader is filled in. */
import { createBounceAddresses } from '../bounce-address.ts'
import { createFiller } from '../compose/create-filler.ts'
import type { AlertTemplate, Filler, Scratch } from '../compose/index.ts'
import type { PlainContext } from '../delivery-context.ts'
import type { DkimKey } from '../dkim/index.ts'
import { createMessageIds, domainOf, type MessageIds } from '../message-id.ts'
import type { Envelope } from '../smtp/index.ts'
import type { WireMail } from '../wire-mail.ts'
import type { LineJob } from './line.ts'

/**
 * `unwritable`: its address, or what it says, cannot be put into a mail; `unloaded`: what composes it could not be loaded, as
 * while a new version is being put in the place of this one. It is not the mail's fault.
 */
export type Unwritten = 'unwritable' | 'unloaded'

type Written = Envelope | Unwritten
type LoadComposer = () => Promise<Pick<typeof import('../compose/compose-single.ts'), 'composeSingle'>>

/** With the first single mail: it brings nodemailer, which a thread that only fills in has no use for. */
const loadComposer: LoadComposer = () => import('../compose/compose-single.ts')

/** By alert, by language. */
type Fillers = Map<number, Map<string, Filler>>

export interface Writer {
  learn(alertId: number, language: string, template: AlertTemplate): void
  forget(alertId: number): void
  /** A promise where it has to be composed first. Never rejects. A mail that is still being signed says so (`complete`). */
  write(job: LineJob, scratch: Scratch): Written | Promise<Written>
}

export function createWriter(context: PlainContext, dkim: readonly DkimKey[], load = loadComposer): Writer {
  const fillers: Fillers = new Map()
  const { secrets, mail } = context
  const bounceAddress = createBounceAddresses(secrets, mail.bounceAddress)
  const messageIds = createMessageIds(secrets, domainOf(mail.from.address))
  const write = (job: LineJob, scratch: Scratch): Written | Promise<Written> => {
    const subject = { kind: job.kind, id: job.id }
    const to = job.kind === 'mail' ? job.mail.to : job.address
    const envelope = (wire: WireMail): Envelope => ({
      from: bounceAddress(subject),
      to,
      mail: wire,
    })
    if (job.kind === 'delivery') return envelope(fill(messageIds, fillers, job, scratch))
    return load().then(
      ({ composeSingle }) => composeSingle(job.mail, dkim).then(envelope, () => 'unwritable' as const),
      () => 'unloaded' as const,
    )
  }
  return {
    learn(alertId, language, template) {
      const known = fillers.get(alertId) ?? new Map<string, Filler>()
      fillers.set(alertId, known.set(language, createFiller(template, dkim)))
    },
    forget: alertId => void fillers.delete(alertId),
    write(job, scratch) {
      try {
        return write(job, scratch)
      } catch {
        // What is wrong with it names a reader: it goes into no log. The ledger says which delivery it was.
        return 'unwritable'
      }
    },
  }
}

function fill(
  messageIds: MessageIds,
  fillers: Fillers,
  job: Extract<LineJob, { kind: 'delivery' }>,
  scratch: Scratch,
): WireMail {
  const { alertId, subscriberId, address, language, references, reason, choicesToken, leaveToken } = job
  const filler = fillers.get(alertId)?.get(language)
  if (!filler) throw new Error(`alert ${alertId} was never learned in ${language}`)
  const recipient = {
    address,
    messageId: messageIds(alertId, subscriberId),
    references: references.map(of => messageIds(of, subscriberId)),
    reason,
    choicesToken,
    leaveToken,
  }
  return filler.fill(recipient, scratch)
}
