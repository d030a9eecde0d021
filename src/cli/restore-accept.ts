import { forgetWaitingUpdates } from '../alerts/index.ts'
import { systemClock } from '../clock.ts'
import {
  countUnderWay,
  doubtUnsent,
  endUnderWay,
  findRestore,
  liftFence,
  type UnderWay,
} from '../deliveries/index.ts'
import { startSourcesOver } from '../sources/index.ts'
import { dropFreshMoments } from '../stories/index.ts'
import type { Command } from './command.ts'
import { inPlace, type Place } from './place.ts'

export const restoreAccept: Command = {
  name: 'restore accept',
  usage: '[--send-again] [--anyway]',
  about: `Goes on with a database that was restored from a backup.
What was under way in the backup ends without being sent: its alerts are stopped, its single mails refused; and
what the sources published since makes no alert.
--send-again goes on where the backup stood instead: readers may get the same mail twice.
--anyway does so although no restore was noticed, as on a new machine: type it before the server is started.`,
  options: { 'send-again': { type: 'boolean' }, anyway: { type: 'boolean' } },
  positionals: 0,
  async run({ line, json, values }) {
    const sendAgain = values['send-again'] === true
    const underWay = await inPlace(line.env, place =>
      accept(place, { sendAgain, anyway: values['anyway'] === true }),
    )
    if (!underWay) {
      line.err('Nothing was changed: no restore was noticed here. See --help for --anyway.')
      return 1
    }
    if (json) line.out(JSON.stringify({ sendAgain, ...underWay }))
    else line.out(sendAgain ? goingOn(underWay) : ended(underWay))
    return 0
  },
}

/** What was under way; null: there is nothing to accept. */
async function accept(
  { store, config }: Place,
  { sendAgain, anyway }: { sendAgain: boolean; anyway: boolean },
): Promise<UnderWay | null> {
  const at = systemClock.now()
  const restore = await findRestore(store.read, { dataDir: config.dataDir, at })
  if (!restore && !anyway) return null
  if (!sendAgain) await doubtUnsent(store, at)
  return store.write(async tx => {
    const underWay = await countUnderWay(tx)
    if (!sendAgain) {
      await endUnderWay(tx)
      await startSourcesOver(tx, at)
      await dropFreshMoments(tx)
      await forgetWaitingUpdates(tx, at)
    }
    await liftFence(tx, { sentAt: restore?.sentAt ?? 0, at })
    return underWay
  })
}

export function underWayWords({ alerts, deliveries, mails }: UnderWay): string {
  return `alerts under way: ${alerts} (deliveries not sent: ${deliveries}) · single mails waiting: ${mails}`
}

function ended(underWay: UnderWay): string {
  return `Ended without being sent: ${underWayWords(underWay)}. Sending goes on with what is new.`
}

function goingOn(underWay: UnderWay): string {
  return `Sent now, to some perhaps for the second time: ${underWayWords(underWay)}.`
}
