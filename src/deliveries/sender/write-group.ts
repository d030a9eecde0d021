import { CountChanges } from '../ledger/count-changes.ts'
import { endAttempts } from '../ledger/end-attempts.ts'
import type { LeasedDelivery } from '../ledger/leased-delivery.ts'
import { renewLeases } from '../ledger/renew-leases.ts'
import { startDeliveries } from '../ledger/start-deliveries.ts'
import type { LeasedMail } from '../outbox/leased-mail.ts'
import { endMail, startMails } from '../outbox/outbox-moves.ts'
import { fractionOf } from '../retry-schedule.ts'
import type { Entry, GroupCommitParts } from './group-commit.ts'
import type { Job } from './job.ts'
import { outcomeEnding } from './outcome-ending.ts'

const isDelivery = (job: Job): job is LeasedDelivery => job.kind === 'delivery'
const isMail = (job: Job): job is LeasedMail => job.kind === 'mail'

/**
 * One transaction: endings first, so that a connection's last outcome is never written after its next start.
 * Returns the jobs whose content may leave.
 */
export async function writeGroup(
  { store, clock, people, fence, random }: GroupCommitParts,
  group: readonly Entry[],
  wakes: boolean,
): Promise<Set<Job>> {
  const at = clock.now()
  const fraction = () => fractionOf(random)
  const starts = group.flatMap(entry => (entry.kind === 'start' ? [entry.job] : []))
  const ends = group.flatMap(entry => (entry.kind === 'end' ? [entry] : []))
  const renewals = group.flatMap(entry => (entry.kind === 'renew' ? [entry] : []))
  const endings = ends.flatMap(({ job, outcome }) =>
    isDelivery(job) ? [outcomeEnding(job, outcome, { at, fraction })] : [],
  )
  const { started, epoch } = await store.write(async tx => {
    const changes = new CountChanges()
    await endAttempts(tx, store.words, changes, { endings, at })
    for (const { job, outcome } of ends) if (isMail(job)) await endMail(tx, job, outcome, { at, fraction })
    const epoch = starts.length > 0 ? await fence.advance(tx) : null
    const mayStart = epoch === null ? [] : starts
    const deliveries = mayStart.filter(isDelivery)
    const wish = { deliveries, people, at }
    const startedDeliveries = await startDeliveries(tx, store.words, changes, wish)
    const startedMails = await startMails(tx, store.words, { mails: mayStart.filter(isMail), at })
    for (const { jobs, leaseUntil } of renewals) await renewLeases(tx, store.words, jobs, leaseUntil)
    const counts = await changes.apply(tx)
    const nothingLeft = counts.some(({ queued, sending, deferred }) => queued + sending + deferred === 0)
    if (wakes || nothingLeft || group.some(entry => entry.kind === 'wake')) tx.wake('deliveries')
    const started = (job: Job) => (isDelivery(job) ? startedDeliveries : startedMails).has(job.id)
    return { started, epoch }
  })
  if (epoch !== null) fence.note(epoch)
  for (const { jobs, leaseUntil } of renewals) for (const job of jobs) job.leaseUntil = leaseUntil
  return new Set(starts.filter(started))
}
