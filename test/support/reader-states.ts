/** The pages that no plain address shows: behind tokens, after presses, while too many sign up. To be opened in this order. */
import type { Page } from 'playwright-core'
import { addTopic, preferencesToken, unsubscribeToken } from '../../src/subscribers/index.ts'
import { choicesForm } from './reader-choices.ts'
import type { Site } from './site.ts'

export interface ReaderState {
  name: string
  path: string
  /** Pressed; without it the address is opened. */
  form?: Record<string, string>
  /** Of the page that is shown in the end. */
  status: number
  before?(): Promise<unknown>
}

const dayMs = 24 * 3_600_000

export async function readerStates(site: Site): Promise<ReaderState[]> {
  const story = await site.sendAlert({ headline: 'Harbour of Aldorra closed', topics: ['Port'] })
  const [reader, gone] = [await readerOf(site, 'full@example.org'), await readerOf(site, 'gone@example.org')]
  const old = await site.signUp('old@example.org')
  await site.store.write(tx => tx.updateTable('subscriber_links').set({ expires_at: 1 }).execute())
  const used = await site.signUp('used@example.org')
  await site.post(`/confirm/${used}`, {})
  const fresh = await site.signUp('fresh@example.org')
  const notMe = await site.notMeToken()
  const left = /\/left\/[^"?]+/.exec(await (await site.post(gone.leave, {})).text())?.[0] ?? ''
  const [copy = '', erase = ''] = await dataLinks(site, reader.choices)
  return [
    ...ofTheForm(site),
    { name: 'confirm-used', path: `/confirm/${used}`, status: 200 },
    { name: 'confirm-expired', path: `/confirm/${old}`, status: 410 },
    { name: 'confirmed', path: `/confirm/${fresh}`, form: {}, status: 200 },
    { name: 'not-me', path: `/not-me/${notMe}`, status: 200 },
    { name: 'not-me-done', path: `/not-me/${notMe}`, form: {}, status: 200 },
    ...(await ofChoices(site, reader.choices, story)),
    { name: 'choices-expired', path: reader.expired, status: 410 },
    { name: 'choices-fresh', path: `${reader.expired}/fresh`, form: {}, status: 200 },
    { name: 'choices-left', path: gone.choices, status: 200 },
    { name: 'left-mail', path: left, form: { press: 'mail' }, status: 200 },
    { name: 'left-undone', path: left, form: { press: 'undo' }, status: 200 },
    { name: 'my-data-asked', path: `${reader.choices}/my-data`, form: {}, status: 200 },
    { name: 'my-data-copy', path: copy, status: 200 },
    { name: 'my-data-erase', path: erase, status: 200 },
    { name: 'choices-void', path: `${reader.choices}/void`, form: {}, status: 200 },
    { name: 'my-data-erased', path: erase, form: {}, status: 200 },
    { name: 'leave-again', path: reader.leave, status: 200 },
  ]
}

/** Opens or presses it as a reader's browser does, and returns the status of the page that is shown then. */
export async function openState(
  page: Page,
  { path, form, before }: ReaderState,
  { origin, language }: { origin: string; language: string },
): Promise<number> {
  await before?.()
  if (!form) return (await page.goto(`${origin}${path}?language=${language}`))?.status() ?? 0
  // A form of our own page, for one of somebody else's is refused.
  await page.goto(`${origin}/privacy?language=${language}`)
  let status = 0
  page.on('response', response => {
    if (response.request().isNavigationRequest()) status = response.status()
  })
  const loaded = page.waitForEvent('load')
  await page.evaluate(`{
    const form = document.createElement('form')
    Object.assign(form, { method: 'post', action: ${JSON.stringify(`${path}?language=${language}`)} })
    for (const [name, value] of Object.entries(${JSON.stringify({ language, ...form })}))
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    document.body.append(form)
    form.submit()
  }`)
  await loaded
  page.removeAllListeners('response')
  return status
}

/** What comes back instead of "check your inbox". */
function ofTheForm({ store, clock, formToken }: Site): ReaderState[] {
  const raise = (level: 'proof' | 'closed') => () =>
    store.write(tx =>
      tx
        .insertInto('sign_up_alarms')
        .values({ level, since: clock.now(), until: clock.now() + dayMs })
        .execute(),
    )
  const path = '/subscribe'
  const form = { address: 'ada@example.org', token: formToken() }
  return [
    { name: 'form-no-address', path, form: { ...form, address: 'ada@' }, status: 422 },
    { name: 'form-slip', path, form: { ...form, address: 'ada@gmial.com' }, status: 422 },
    { name: 'form-too-soon', path, form: { ...form, token: '' }, status: 422 },
    { name: 'embedded', path: `${path}/embed`, form: { address: 'ada@example.org' }, status: 200 },
    // Where its script does not run; at work it is judged in a test of its own.
    { name: 'form-proof', path, form, status: 429, before: raise('proof') },
    { name: 'form-closed', path, form, status: 503, before: raise('closed') },
  ]
}

/** Full of everything that can be chosen, found, wrong and taken back. */
async function ofChoices({ store, post }: Site, choices: string, story: number): Promise<ReaderState[]> {
  await store.write(tx =>
    addTopic(tx, { kind: 'topic', name: 'Port', slug: 'port', names: {}, about: 'Ships and strikes.' }),
  )
  const { id } = await store.read
    .selectFrom('topics')
    .select('id')
    .where('slug', '=', 'port')
    .executeTakeFirstOrThrow()
  for (const press of [`mute thread ${story}`, `less ${id}`]) await post(`${choices}/press`, { press })
  await post(`${choices}/pause`, { pause: 'week' })
  await post(choices, choicesForm({ scope: 'chosen', topic: String(id), watch: 'harbour' }))
  const wrong = { watch: '"harbour', dailyMost: 'many', quietFrom: '22:00', quietTo: '', digestAt: 'noon' }
  return [
    { name: 'choices-wrong', path: choices, form: choicesForm(wrong), status: 422 },
    { name: 'choices-no-day', path: `${choices}/pause`, form: { pause: 'date', date: '' }, status: 422 },
    {
      ...{ name: 'choices-pressed', path: `${choices}/press`, status: 200 },
      form: { press: `only thread ${story}`, alert: String(story) },
    },
  ]
}

async function readerOf(site: Site, address: string) {
  await site.post(`/confirm/${await site.signUp(address)}`, {})
  const { id } = await site.store.read
    .selectFrom('subscribers')
    .select('id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow()
  const choices = (at: number) =>
    `/choices/${preferencesToken(site.subscribers, { subscriberId: id, linkGeneration: 0, at })}`
  return {
    choices: choices(site.clock.now()),
    expired: choices(site.clock.now() - 40 * dayMs),
    leave: `/unsubscribe/${unsubscribeToken(site.subscribers, id)}`,
  }
}

async function dataLinks({ store, post }: Site, choices: string): Promise<string[]> {
  await post(`${choices}/my-data`, {})
  const mail = await store.read
    .selectFrom('outbox')
    .select('text')
    .where('kind', '=', 'my-data')
    .executeTakeFirstOrThrow()
  return mail.text.match(/\/my-data\/[\w-]+/g) ?? []
}
