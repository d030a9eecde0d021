/**
 * Promise 4's other half: a person's POST acts, once. For every button behind a mail's link: the first press does what it says,
 * and after a second one, and two more at once, no row of the store differs from after the first.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MailedNewsroom, people, startMailedNewsroom } from './support/every-mail.ts'
import { choicesForm, choicesPath } from './support/reader-choices.ts'
import { assertSameRows, changedTables, rowsAtRest } from './support/rows-at-rest.ts'

interface Press {
  what: string
  path: string
  form?: Record<string, string>
  /** A table in which the first press changes a row; null: it changes nothing at all. */
  changes: string | null
  /** Of the answer to every further press; without it as the first. */
  thenStatus?: number
}

test('promise 4: every button behind a link acts once, however often it is pressed', async t => {
  const newsroom = await startMailedNewsroom(t)
  let before = await rowsAtRest(newsroom)
  for (const press of await presses(newsroom)) {
    const { what, path, form = {}, changes, thenStatus } = press
    const first = await newsroom.post(path, form)
    assert.ok(first.status < 400, `${what}: ${first.status}`)
    const page = await first.text()
    const after = await rowsAtRest(newsroom)
    const changed = changedTables(after, before)
    if (changes === null) assert.deepEqual(changed, [], `${what} changes nothing`)
    else assert.ok(changed.includes(changes), `${what} changes ${changes}, but changed ${changed}`)
    const again = [await newsroom.post(path, form)]
    again.push(...(await Promise.all([newsroom.post(path, form), newsroom.post(path, form)])))
    for (const answer of again) {
      assert.equal(answer.status, thenStatus ?? first.status, `${what} again`)
      const words = await answer.text()
      if (what === 'export') assert.equal(words, page, 'the same copy')
    }
    before = await rowsAtRest(newsroom)
    assertSameRows(before, after, `${what} again`)
  }
})

/** In this order: the last ones end what the first ones are about. */
async function presses(newsroom: MailedNewsroom): Promise<Press[]> {
  const { linkTo, leftPath, inbox } = newsroom
  const choices = (await linkTo(people.ada, '/choices/')).split('?')[0] ?? ''
  const [copy = '', erase = ''] = (await inbox(people.data)).flatMap(
    ({ mail }) => mail.text?.match(/\/my-data\/[\w-]+/g) ?? [],
  )
  const recorded = { changes: 'consent_events' }
  return [
    { what: 'confirm', path: await linkTo(people.pending, '/confirm/'), ...recorded },
    // Who gets everything has nothing to add a topic to; the link is used up.
    { what: 'add a topic', path: await linkTo(people.known, '/confirm/'), changes: 'subscriber_links' },
    ...onPreferencePage(choices),
    {
      ...{ what: 'a fresh link', path: `${await choicesPath(newsroom, people.known, 40)}/fresh` },
      changes: 'outbox',
    },
    { what: 'void', path: `${choices}/void`, changes: 'subscribers', thenStatus: 404 },
    { what: 'why', path: leftPath, form: { press: 'too-many' }, changes: 'leaving_reasons' },
    { what: 'undo', path: leftPath, form: { press: 'undo' }, ...recorded },
    { what: 'leave', path: await linkTo(people.digest, '/unsubscribe/'), ...recorded },
    {
      ...{ what: 'one-click', path: await linkTo(people.ada, '/unsubscribe/'), ...recorded },
      form: { 'List-Unsubscribe': 'One-Click' },
    },
    { what: 'export', path: copy, changes: 'subscriber_links' },
    { what: 'erase', path: erase, changes: 'suppressions', thenStatus: 404 },
    { what: 'not me', path: await linkTo(people.pending, '/not-me/'), changes: 'suppressions' },
  ]
}

function onPreferencePage(choices: string): Press[] {
  const chosen = choicesForm({ scope: 'chosen', watch: 'ferry', dailyMost: '3' })
  const kept = { changes: 'subscriber_preferences' }
  const single = ['mute thread 1', 'unmute thread 1', 'only thread 1', 'not-only thread 1', 'not-less 1']
  const until = { pause: 'date', date: inAMonth() }
  return [
    { what: 'preview', path: `${choices}/preview`, form: chosen, changes: null },
    { what: 'save', path: choices, form: chosen, ...kept },
    ...single.map(press => ({ what: press, path: `${choices}/press`, form: { press }, ...kept })),
    { what: 'pause until a day', path: `${choices}/pause`, form: until, ...kept },
    { what: 'go on', path: `${choices}/pause`, form: { pause: 'go-on' }, ...kept },
    {
      ...{ what: 'marketing', path: `${choices}/marketing`, form: { marketing: 'yes' } },
      changes: 'consent_events',
    },
    { what: 'ask for my data', path: `${choices}/my-data`, changes: 'outbox' },
  ]
}

function inAMonth(): string {
  return new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10)
}
