import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isolated } from './ar/grammar.ts'
import { ar } from './ar/index.ts'

const { site, reasons, digest, choices, mail } = ar

for (const [mails, expected] of [
  [0, 'لا رسائل خلال آخر 14 يومًا.'],
  [1, 'رسالة واحدة خلال آخر 14 يومًا.'],
  [2, 'رسالتان خلال آخر 14 يومًا.'],
  [3, '3 رسائل خلال آخر 14 يومًا.'],
  [11, '11 رسالة خلال آخر 14 يومًا.'],
  [100, '100 رسالة خلال آخر 14 يومًا.'],
] as const)
  test(`Arabic has a form of its own for ${mails}`, () => {
    assert.equal(site.front.often.soFar({ mails, days: 14 }), expected)
  })

test('the dual is the only form that changes behind a preposition, and it does', () => {
  assert.equal(
    site.front.often.steady({ mails: 2, per: 'week', days: 2 }),
    'نحو رسالتين في الأسبوع، بحسب اليومين الأخيرين.',
  )
  assert.equal(reasons.howOften.aDay({ mails: 3, days: 60 }), 'نحو 3 رسائل في اليوم، بحسب آخر 60 يومًا')
  assert.equal(digest.headline({ alerts: 2 }), 'تنبيهان منذ موجزك السابق')
  assert.equal(digest.more({ alerts: 2 }), 'لم تتسع هذه الرسالة لتنبيهين آخرين.')
})

test('Arabic dates have the digits and the clock of its newsrooms, whatever ICU holds for usual', () => {
  const at = Date.UTC(2026, 0, 31, 21, 5)
  assert.equal(site.time(at), '31 يناير 2026 في 21:05 UTC')
  assert.equal(choices.moment({ at, timeZone: 'Asia/Riyadh' }), '1 فبراير في 00:05 غرينتش+3')
  assert.equal(new Intl.DateTimeFormat(mail.language, { hour: 'numeric', timeZone: 'UTC' }).format(at), '21')
})

test('a name within an Arabic sentence stands by itself, and lists keep their order without that', () => {
  assert.ok(site.front.lead('The Post (UK)').includes(isolated('The Post (UK)')))
  const listed = reasons.because.topics(['Boeing', 'Airbus (A320)'])
  assert.ok(listed.includes(isolated('Airbus (A320)')))
  // A mail's text takes isolates off; a mark behind the comma is left.
  assert.equal(listed.replace(/[\u2068\u2069]/g, ''), 'لأنك طلبت: Boeing،\u200f Airbus (A320)')
})
