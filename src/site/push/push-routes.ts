/**
 * Where hubs call us (WebSub §5.3, §7). The address is a secret between one hub and us. The GET is the one of
 * Tocsin that acts: it answers a question that we asked to be asked, and nothing else (`sources/push`). What is
 * sent is only written down.
 */
import type { Clock } from '../../clock.ts'
import type { Secrets } from '../../config.ts'
import { confirmPush, judgePush, keepPush, maxPushBytes, openPush } from '../../sources/index.ts'
import type { Store } from '../../store/index.ts'
import type { RequestContext, Route } from '../../web/index.ts'
import { readAtMost } from './read-at-most.ts'

export interface PushParts {
  store: Store
  clock: Clock
  secrets: Secrets
  random(bytes: number): Uint8Array
}

const calledByHubs = 'a hub posts from anywhere; the address and its signature are the proof'

export function pushRoutes(parts: PushParts): Route[] {
  return [
    { method: 'GET', path: '/push/:token', who: 'public', handler: c => verify(parts, c) },
    {
      method: 'POST',
      path: '/push/:token',
      who: 'public',
      crossSite: calledByHubs,
      // Not before it is known that we gave the address to somebody.
      readsBody: true,
      handler: c => receive(parts, c),
    },
  ]
}

/** What we never asked for, and what is over, look the same. */
const unasked = 'Nobody here has asked for this.\n'
const gone = 'Nobody here waits for this any more.\n'
const taken = 'Thank you.\n'
/** Longer ones are not for telling two requests apart. */
const longestChallenge = 2_000

async function verify({ store, clock, secrets, random }: PushParts, c: RequestContext): Promise<Response> {
  const asked = questionOf(c)
  const push = asked && (await openPush(store.read, secrets, c.req.param('token') ?? ''))
  if (!asked || !push) return c.text(unasked, 404)
  const { challenge, ...question } = asked
  const fraction = () => Buffer.from(random(4)).readUInt32LE() / 2 ** 32
  const confirmed = await store.write(tx =>
    confirmPush(tx, push.id, { ...question, at: clock.now(), random: fraction }),
  )
  // Plain text, whatever it says: with `nosniff` no browser takes it for a page.
  return confirmed ? c.text(challenge) : c.text(unasked, 404)
}

/** Null: it is no question of a hub. A HEAD never is. */
function questionOf(c: RequestContext) {
  const mode = c.req.query('hub.mode')
  const topic = c.req.query('hub.topic')
  const leaseSeconds = c.req.query('hub.lease_seconds') ?? null
  const challenge = c.req.query('hub.challenge') ?? ''
  if (c.req.method !== 'GET' || !topic || challenge.length > longestChallenge) return null
  if (mode === 'denied') return { mode, topic, leaseSeconds, challenge: '' } as const
  if (challenge === '' || (mode !== 'subscribe' && mode !== 'unsubscribe')) return null
  return { mode, topic, leaseSeconds, challenge } as const
}

async function receive({ store, clock, secrets }: PushParts, c: RequestContext): Promise<Response> {
  const push = await openPush(store.read, secrets, c.req.param('token') ?? '')
  if (!push?.verified) return c.text(gone, 410)
  const at = clock.now()
  const message = judgePush(
    push,
    {
      body: await readAtMost(c.req.raw.body, maxPushBytes),
      signature: c.req.header('x-hub-signature') ?? null,
      contentType: c.req.header('content-type') ?? null,
      contentEncoding: c.req.header('content-encoding') ?? null,
      link: c.req.header('link') ?? null,
    },
    at,
  )
  // To a stranger the answer is the same (§8): it must not tell how close a forgery came.
  if (message.kind === 'unsigned' && !message.counts) return c.text(taken, 202)
  const kept = await store.write(tx => keepPush(tx, push.id, message, at))
  return kept ? c.text(taken, 202) : c.text(gone, 410)
}
