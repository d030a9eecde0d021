import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore } from '../../test/support/store.ts'
import { createAlert, readAlert } from '../alerts/index.ts'
import { createTexts } from '../text/index.ts'
import { composePreview } from './index.ts'

test('a mail tells its times in UTC and says so, wherever the server stands', async t => {
  // This file's process is its own.
  process.env['TZ'] = 'Asia/Tokyo'
  const store = await freshStore(t)
  const at = Date.UTC(2026, 10, 23, 18, 3)
  const fields = { headline: 'Bridge closed', saidAt: Date.UTC(2026, 10, 23, 17, 58) }
  const made = await store.write(tx => createAlert(tx, { fields, by: 'editor:Ada', at, send: true }))
  assert.ok(made.kind === 'created')
  const alert = await readAlert(store.read, made.id)
  assert.ok(alert)
  const { text } = await composePreview(store.read, alert, {
    secrets: { current: new Uint8Array(32), previous: null },
    publicUrl: 'https://alerts.example.org',
    texts: createTexts(),
    brand: { accent: null, logo: null },
    operator: { name: null, postalAddress: null, contact: null, privacyUrl: null },
    mail: {
      relay: null,
      from: { name: 'Tocsin', address: 'alerts@example.org' },
      bounceAddress: 'bounces@example.org',
      dkim: null,
    },
  })
  assert.match(text, /Said: 23 November 2026 at 17:58 UTC\nSent: 23 November 2026 at 18:03 UTC/)
})
