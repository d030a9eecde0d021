/** Whom an alert goes to, and what became of every mail. */
export { askForReader, type ReaderAnswer } from './audience/ask-for-reader.ts'
export { type AudienceSize, readAudienceSize } from './audience/audience-size.ts'
export { type BounceSubject, readBounceToken } from './bounce-address.ts'
export type { DeliveryContext } from './delivery-context.ts'
export { type DkimKey, dnsRecord, makeDkimKey, readDkimKeys } from './dkim/index.ts'
export {
  countUnderWay,
  doubtUnsent,
  endUnderWay,
  findRestore,
  liftFence,
  type UnderWay,
} from './fence/accept-restore.ts'
export { readEpochFile } from './fence/epoch-file.ts'
export { readFence } from './fence/fence-rows.ts'
export { shutFenceWords } from './fence/fence-words.ts'
export { fenceMigrations } from './fence/schema.ts'
export { forgetPerson } from './forget-person.ts'
export {
  type LatencyFigures,
  type LatencyRow,
  mostLatenciesCounted,
  readLatencies,
  readLatencyFigures,
  type StageFigures,
} from './latency/read-latencies.ts'
export { type LatencyStage, latencyStages } from './latency/stages.ts'
export { purgePlaces } from './limits/places.ts'
export { listMailbox, type MailboxMail, type MailboxRow, readMailboxMail } from './mailbox/read-mailbox.ts'
export { messageIdOf } from './message-id.ts'
export { readPaces, relayScope } from './pace/index.ts'
export { composePreview, enqueueTest, type MailPreview } from './preview.ts'
export {
  purgeDeliveries,
  purgeHeld,
  purgeMailbox,
  purgeOutbox,
  purgeRefusedDigests,
} from './purge.ts'
export { countsOf, type DeliveryCounts } from './read-counts.ts'
export { type Fate, readFates } from './read-fates.ts'
export { type HeldUpScope, readHeldUp } from './read-held-up.ts'
export { type PersonsDelivery, readDeliveriesOf, readHeldOf } from './read-person.ts'
export { type Refusals, readRefusals } from './read-refusals.ts'
export { countDeliveries, countOutbox } from './read-totals.ts'
export { readTries, type WaitingTries } from './read-tries.ts'
export { retryForMs, retryPausesMs } from './retry-schedule.ts'
export { type DeliveryState, deliveriesMigrations, deliveryStates } from './schema.ts'
export type { RelayProblem } from './sender/relay-gate.ts'
export { readRelayProblem } from './sender/relay-problem.ts'
export { engineHere, engineInThread } from './thread/start-engine.ts'
