/** What this stage erases of a person, in the transaction that erases the person; the counts of alerts stay as they are. */
import type { Tx } from '../store/index.ts'

/**
 * Deliveries keep the id, which is nobody's from now on, so that states still add up; what waits is withdrawn when its
 * turn comes. A relay's answer often quotes the address: it goes. So do the mails in the built-in mailbox.
 */
export async function forgetPerson(tx: Tx, { id, address }: { id: number; address: string }): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ smtp_text: null })
    // By alert and subscriber there is an index, by subscriber alone there is none.
    .where('alert_id', 'in', eb => eb.selectFrom('audiences').select('audiences.alert_id'))
    .where('subscriber_id', '=', id)
    .where('smtp_text', 'is not', null)
    .execute()
  // The lock of all that is held for them comes first.
  await tx.deleteFrom('waiting_digests').where('subscriber_id', '=', id).execute()
  await tx
    .updateTable('held_alerts')
    .set({ state: 'dropped' })
    .where('subscriber_id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
  await tx.deleteFrom('limit_places').where('subscriber_id', '=', id).execute()
  await tx.deleteFrom('limited_readers').where('subscriber_id', '=', id).execute()
  await tx
    .deleteFrom('mailbox_mails')
    // SQLite's "lower" knows only ASCII: an address with other letters is found as it was typed.
    .where(eb =>
      eb.or([
        eb('envelope_to', '=', address),
        eb(eb.fn('lower', ['envelope_to']), '=', address.toLowerCase()),
      ]),
    )
    .execute()
}
