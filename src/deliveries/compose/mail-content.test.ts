import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstAlert, hrefsOf, mailed, sampleMail, textIn } from './sample-mail.ts'

test('the text part reads in the order of design: kicker, headline, text, facts, link, footer', async () => {
  const { email } = await mailed()
  assert.equal(
    email.text,
    `BREAKING

Parliament votes to dissolve

The vote was 312 to 288.

Elections follow within sixty days.

Source: Example Wire
Said: 23 November 2026 at 19:02 CET
Sent: 23 November 2026 at 19:03 CET

Read the full story at news.example:
https://www.news.example/2026/11/dissolved?id=2&from=wire

---

You get this mail because you signed up for all alerts.

Get less, mute this story, or change what you get:
https://alerts.example.org/choices/2s.fk9.choosing?alert=a1

Stop receiving these alerts:
https://alerts.example.org/unsubscribe/2s.leaving

Sent by: The Daily Example
12 Bell Lane, London
Contact: desk@example.org

How we treat your data:
https://alerts.example.org/privacy
`,
  )
})

test('an update opens with what changed and keeps the first subject', async () => {
  const { email } = await mailed({
    kind: 'update',
    headline: 'Election on 18 January',
    whatChanged: 'A day was named.',
    original: firstAlert,
  })
  assert.equal(email.subject, 'Re: Parliament votes to dissolve')
  assert.match(email.text, /^UPDATE\n\nElection on 18 January\n\nWhat changed: A day was named\.\n/)
  assert.equal(textIn(email.html, 'h2'), 'What changed')
})

test('a correction says what was wrong, when the wrong mail went, then what is right', async () => {
  const { email } = await mailed({
    kind: 'correction',
    headline: 'The vote was 302 to 298',
    summary: 'The clerk gives 302 to 298.',
    whatWasWrong: 'We gave 312 to 288.',
    original: firstAlert,
  })
  assert.equal(email.subject, 'CORRECTION: The vote was 302 to 298')
  assert.ok(
    email.text.startsWith(`CORRECTION

The vote was 302 to 298

What was wrong: We gave 312 to 288.

Our alert of 23 November 2026 at 18:00 CET said:
“Parliament votes to dissolve”

What is right: The clerk gives 302 to 298.
`),
    email.text,
  )
})

test('a retraction says when the withdrawn alert went even if nobody wrote what was wrong', async () => {
  const { email } = await mailed({ kind: 'retraction', original: firstAlert })
  assert.match(
    email.text,
    /^RETRACTION\n[\s\S]*What was wrong:\n\nOur alert of 23 November 2026 at 18:00 CET said/,
  )
})

test('a test mail differs in subject, at the top and at the end of both parts', async () => {
  const { email } = await mailed({ isTest: true })
  assert.equal(email.subject, '[TEST] Parliament votes to dissolve')
  assert.match(email.text, /^\*\*\* TEST \*\*\*\n/)
  assert.equal(email.text.match(/\*\*\* TEST/g)?.length, 2)
  assert.equal(email.html.match(/class="test"/g)?.length, 2)
  const real = await mailed()
  assert.doesNotMatch(real.email.html, /class="test"/)
})

test('times fall back to UTC where the zone is none, and a time that is none is left out', async () => {
  const { email } = await mailed({ timeZone: 'Mars/Olympus', saidAt: Number.NaN })
  assert.doesNotMatch(email.text, /Said:/)
  assert.match(email.text, /Sent: 23 November 2026 at 18:03 UTC/)
})

test('without source, operator and said time no empty label is left', async () => {
  const operator = { name: null, postalAddress: null, contact: null, privacyUrl: null }
  const { email } = await mailed({ sourceName: null, saidAt: null, operator })
  assert.doesNotMatch(email.text, /Source|Said|Contact|Sent by/)
  assert.doesNotMatch(email.html, />\s*(?:Source|Said|Contact|Sent by)|<p[^>]*><\/p>/)
})

test('a summary that is too long ends at a word and leads to the permanent page', async () => {
  const { email, message } = await mailed({ summary: 'word '.repeat(20_000) })
  assert.match(
    email.text,
    /word word…\n\nRead the rest of this alert at alerts\.example\.org:\nhttps:\/\/alerts\.example\.org\/alerts\/a1\n/,
  )
  assert.ok(hrefsOf(email.html).includes(sampleMail.permanentUrl))
  assert.ok(message.length < 30_000)
})
