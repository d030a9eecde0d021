/**
 * A whole newsroom for a system test: an SMTP server, a Tocsin that sends to it, a program with an API token,
 * readers, and a second connection to the store, to look at what no page shows.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import PostalMime, { type Email } from 'postal-mime'
import { createApiToken } from '../../src/editors/index.ts'
import type { Store } from '../../src/store/index.ts'
import { type ApiAlert, type ApiClient, apiClientOf, sumOf } from './api-client.ts'
import { fieldsOf } from './html-elements.ts'
import { formToken, importReaders, openPlace } from './open-place.ts'
import { pollUntil } from './poll-until.ts'
import { runHere } from './run-here.ts'
import { type SmtpSink, type SmtpSinkHooks, startSmtpSink } from './smtp-sink.ts'
import { migratedStorePlace, type StorePlace } from './store-place.ts'
import { type Environment, environmentOf, startTocsin, type TocsinProcess } from './tocsin-process.ts'

export interface Newsroom {
  place: StorePlace
  env: Environment
  server: TocsinProcess
  sink: SmtpSink
  api: ApiClient
  /** A connection of the test's own. */
  store: Store
  /** A reader's browser without script: follows no redirect, keeps no cookie. */
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** Sends an alert, or what follows one; resolves with its id at once. */
  send(fields?: Record<string, unknown>): Promise<string>
  /** Sends a correction in one call. */
  correct(id: string): Promise<string>
  alert(id: string): Promise<ApiAlert>
  /** The alert once it has ended; at every look its counts add up. */
  untilState(id: string, state: string): Promise<ApiAlert>
  /** Presses the sign-up form, with a token as old as a person's unless there is one. */
  subscribe(form: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** Signs up by the form and returns the path of the confirmation mail's link. */
  signUp(address: string, marketing?: boolean): Promise<string>
  /** Adds confirmed readers, as `tocsin subscriber import` does. */
  join(addresses: readonly string[]): Promise<void>
  /** Leaves by one-click, with the link of the newest mail to this address. */
  leave(address: string): Promise<void>
  /** Every mail to this address so far. */
  inbox(address: string): Promise<ReadMail[]>
  enterDesk(): Promise<Record<string, string>>
  /** The command line, within this process; fails the test when the command does. */
  run(...args: string[]): Promise<string>
}

export interface ReadMail {
  mail: Email
  headers: ReadonlyMap<string, string>
  to: string
}

export interface NewsroomOptions {
  readers?: readonly string[]
  env?: Environment
  hooks?: SmtpSinkHooks
}

export async function startNewsroom(t: TestContext, options: NewsroomOptions = {}): Promise<Newsroom> {
  const place = await migratedStorePlace(t)
  const sink = await startSmtpSink(options.hooks)
  const env = environmentOf(place, {
    SMTP_URL: `${sink.url}?pool=5`,
    MAIL_FROM: 'The Daily <alerts@news.example>',
    ...options.env,
  })
  const store = await openPlace(place)
  try {
    await importReaders(env, store, options.readers ?? [])
    const name = { name: 'newsroom', at: Date.now(), random: randomBytes }
    const api = apiClientOf((await store.write(tx => createApiToken(tx, name))).token)
    const server = await startTocsin(t, env)
    const join = (addresses: readonly string[]) => importReaders(env, store, addresses)
    const ground = { env, server, sink, api }
    return { place, ...ground, store, join, ...pages(server), ...newsroomOf(ground) }
  } finally {
    // After the server's: hooks run in the order of their registration.
    t.after(() => store.close())
    t.after(() => sink.stop())
  }
}

export function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `reader${n}@example.org`)
}

function pages({ origin }: TocsinProcess): Pick<Newsroom, 'get' | 'post'> {
  return {
    get: (path, headers = {}) => fetch(`${origin}${path}`, { headers, redirect: 'manual' }),
    post: (path, form = {}, headers = {}) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers,
        redirect: 'manual',
      }),
  }
}

type Ground = Pick<Newsroom, 'env' | 'server' | 'sink' | 'api'>

function newsroomOf({ env, server, sink, api }: Ground) {
  const { post } = pages(server)
  const create = async (path: string, body: Record<string, unknown>) => {
    const made = await api.post<{ id: string }>(server.origin, path, body)
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body.id
  }
  const subscribe = (form: Record<string, string>, headers = {}) =>
    post('/subscribe', { token: formToken(env), ...form }, headers)
  const alert = (id: string) => api.get<ApiAlert>(server.origin, `/api/alerts/${id}`)
  const inbox = (address: string) => readInbox(sink, address)
  return {
    alert,
    inbox,
    send: (fields: Record<string, unknown> = {}) =>
      create('/api/alerts', {
        headline: 'The bridge is closed',
        summary: 'Traffic goes round by the north.',
        send: true,
        ...fields,
      }),
    correct: (id: string) =>
      create(`/api/alerts/${id}/correct`, {
        headline: 'The bridge is open',
        summary: 'It was never closed.',
        whatWasWrong: 'We said that it was closed.',
      }),
    untilState: (id: string, state: string) =>
      pollUntil(`alert ${id} to be ${state}`, async () => {
        const now = await alert(id)
        assert.equal(sumOf(now), now.audience, 'promise 3')
        return now.state === state && now
      }),
    subscribe,
    async signUp(address: string, marketing = false) {
      const before = (await inbox(address)).length
      const answer = await subscribe({ address, ...(marketing ? { marketing: 'yes' } : {}) })
      assert.equal(answer.status, 303)
      const mail = await pollUntil(`a mail to ${address}`, async () => (await inbox(address))[before])
      const path = /\/confirm\/[\w-]+/.exec(mail.mail.text ?? '')?.[0]
      assert.ok(path, 'the mail has a link to confirm')
      return path
    },
    async leave(address: string) {
      const header = (await inbox(address)).at(-1)?.headers.get('list-unsubscribe') ?? ''
      const { pathname } = new URL(/<(http[^>]+)>/.exec(header)?.[1] ?? '')
      const answer = await post(pathname, { 'List-Unsubscribe': 'One-Click' })
      assert.equal(answer.status, 200)
    },
    enterDesk: () => enterDesk(server),
    async run(...args: string[]) {
      const { code, out, err } = await runHere(env, args)
      assert.equal(code, 0, err)
      return out.trim()
    },
  }
}

/** Uses the printed one-time link up; returns the headers of the editor's browser. */
export async function enterDesk(server: TocsinProcess): Promise<Record<string, string>> {
  const entered = await pages(server).post(new URL(server.desk).pathname)
  assert.equal(entered.status, 303)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { cookie, origin: server.origin }
}

async function readInbox(sink: SmtpSink, address: string): Promise<ReadMail[]> {
  const mine = sink.messages.filter(message => message.envelopeTo.includes(address))
  return Promise.all(
    mine.map(async ({ raw, headers }) => ({ mail: await PostalMime.parse(raw), headers, to: address })),
  )
}

/** Presses a button of an editor's page, with its fields as they stand. */
export async function press(
  { get, post }: Pick<Newsroom, 'get' | 'post'>,
  editor: Record<string, string>,
  { page, action, fields = {} }: { page: string; action: string; fields?: Record<string, string> },
): Promise<Response> {
  const shown = await get(page, editor)
  assert.equal(shown.status, 200, page)
  return post(action, { ...fieldsOf(await shown.text()), ...fields }, editor)
}
