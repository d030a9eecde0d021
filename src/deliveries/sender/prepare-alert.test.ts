import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAlert, addSubscribers, testContext, testSecrets } from '../../../test/support/deliver-fixture.ts'
import { freshStore } from '../../../test/support/store.ts'
import type { Store } from '../../store/index.ts'
import { keepPreferences, plainPreferences } from '../../subscribers/index.ts'
import { createTexts } from '../../text/index.ts'
import type { AlertTemplate } from '../compose/index.ts'
import type { HeldDelivery } from '../ledger/held-delivery.ts'
import { peopleOf } from '../people.ts'
import { createPreparer } from './prepare-alert.ts'

const english = createTexts().of('en')
const german = {
  ...english,
  language: 'de',
  mail: { ...english.mail, language: 'de-DE', leave: 'Keine Meldungen mehr' },
}

function preparerWith(store: Store) {
  const learned: { alertId: number; language: string; template: AlertTemplate }[] = []
  const preparer = createPreparer({
    context: { ...testContext, texts: createTexts({ languages: [english, german] }) },
    people: peopleOf(testSecrets),
    scopeOf: domain => domain,
    learn: (alertId, language, template) => learned.push({ alertId, language, template }),
    forget: () => undefined,
  })
  const prepare = (alertId: number, ids: readonly number[]) =>
    preparer.prepare(
      store.read,
      alertId,
      ids.map(subscriberId => ({ alertId, subscriberId }) as HeldDelivery),
    )
  return { learned, prepare }
}

async function speaks(store: Store, id: number, language: string) {
  await store.write(tx => tx.updateTable('subscribers').set({ language }).where('id', '=', id).execute())
}

test('an alert is composed once in each language of those it goes to, before their jobs are handed out', async t => {
  const store = await freshStore(t)
  const ids = await addSubscribers(store, 4)
  await speaks(store, ids[1] ?? 0, 'de-AT')
  await speaks(store, ids[2] ?? 0, 'sw')
  await speaks(store, ids[3] ?? 0, 'de')
  const alertId = await addAlert(store, { at: 5 })
  const { learned, prepare } = preparerWith(store)
  const [first, again] = await Promise.all([prepare(alertId, ids), prepare(alertId, ids)])
  for (const { jobs } of [first, again])
    assert.deepEqual(
      jobs.map(job => job.language),
      ['en', 'de', 'en', 'de'],
    )
  assert.deepEqual(learned.map(({ language }) => language).sort(), ['de', 'en'])
  const body = (language: string) => learned.find(one => one.language === language)?.template.body.join('')
  assert.match(body('de') ?? '', /Keine Meldungen mehr/)
  assert.doesNotMatch(body('en') ?? '', /Keine Meldungen mehr/)
})

test('only who chose something has a reason of their own, and a correction has the same for everyone', async t => {
  const store = await freshStore(t)
  const [plain = 0, choosing = 0] = await addSubscribers(store, 2)
  const preferences = { ...plainPreferences, watch: ['bridge'], pausedUntil: null }
  await store.write(tx => keepPreferences(tx, { subscriberId: choosing, preferences, at: 1 }))
  const { prepare, learned } = preparerWith(store)
  const alertId = await addAlert(store, { at: 5 })
  const { jobs } = await prepare(alertId, [plain, choosing])
  assert.deepEqual(
    jobs.map(job => job.reason),
    [null, 'You get this mail because you asked for: bridge.'],
  )
  const correction = await addAlert(store, { at: 6, kind: 'correction', follows: alertId })
  const corrected = await prepare(correction, [plain, choosing])
  assert.deepEqual(
    corrected.jobs.map(job => job.reason),
    [null, null],
  )
  assert.match(learned.at(-1)?.template.reason ?? '', /the alert that this corrects/)
})

test('the links of a job are for when its alert was sent, and for how often its reader voided older ones', async t => {
  const store = await freshStore(t)
  const [id = 0] = await addSubscribers(store, 1)
  await store.write(tx => tx.updateTable('subscribers').set({ link_generation: 3 }).execute())
  const { prepare } = preparerWith(store)
  const { jobs } = await prepare(await addAlert(store, { at: 5 }), [id])
  assert.deepEqual([jobs[0]?.linkGeneration, jobs[0]?.sentAt], [3, 5])
})
