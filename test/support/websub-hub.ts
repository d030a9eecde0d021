/**
 * A WebSub hub on loopback that follows the W3C recommendation: takes requests, verifies them afterwards, delivers
 * what is published, signed. A test makes it break any of that with `onRequest`, `verify` and `deliver`.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'

export interface HubRequest {
  mode: string
  topic: string
  callback: string
  secret: string | null
  leaseSeconds: number
}

export interface HubSubscription extends HubRequest {
  /** What the hub gave. */
  leaseSeconds: number
}

export interface CallbackAnswer {
  status: number
  contentType: string
  body: string
}

export interface Delivery {
  body: string | Uint8Array
  contentType?: string
  /** Null: not signed. */
  signature?: string | null
  /** In place of those that the recommendation asks for. */
  headers?: Record<string, string>
}

export interface WebSubHub {
  url: string
  requests: HubRequest[]
  /** By callback: what was verified and not given back. */
  subscriptions: Map<string, HubSubscription>
  /** How it answers a request; at first as the recommendation says: 202, then `verify`. */
  onRequest(request: HubRequest, response: ServerResponse, message: IncomingMessage): void | Promise<void>
  /** Asks the callback whether it meant that; `fields` replace what is asked, null leaves a field out. */
  verify(request: HubRequest, fields?: Record<string, string | null>): Promise<CallbackAnswer>
  /** Sends it to every subscriber of the topic. */
  publish(topic: string, body: string, contentType?: string): Promise<CallbackAnswer[]>
  deliver(to: HubSubscription, delivery: Delivery): Promise<CallbackAnswer>
  /** Resolves when every verification that is under way has been answered. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export async function startWebSubHub(
  t: Pick<TestContext, 'after'>,
  { leaseSeconds }: { leaseSeconds?: number } = {},
): Promise<WebSubHub> {
  const running = new Set<Promise<unknown>>()
  const follow = (work: Promise<unknown>) => {
    const settled = work.catch(() => undefined).finally(() => running.delete(settled))
    running.add(settled)
  }
  const hub: WebSubHub = {
    url: '',
    requests: [],
    subscriptions: new Map(),
    onRequest(request, response) {
      response.writeHead(202).end()
      follow(hub.verify(request, leaseSeconds ? { 'hub.lease_seconds': String(leaseSeconds) } : {}))
    },
    verify: (request, fields = {}) => verify(hub, request, fields),
    publish: (topic, body, contentType = 'application/rss+xml') =>
      Promise.all(
        [...hub.subscriptions.values()]
          .filter(subscription => subscription.topic === topic)
          .map(subscription => hub.deliver(subscription, { body, contentType })),
      ),
    deliver: (to, delivery) => deliver(hub, to, delivery),
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
    stop: async () => undefined,
  }
  const server = createServer((message, response) => follow(take(hub, message, response)))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is never a pipe's name.
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub`
  hub.stop = async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  t.after(hub.stop)
  return hub
}

async function take(hub: WebSubHub, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await text(message))
  const request = {
    mode: form.get('hub.mode') ?? '',
    topic: form.get('hub.topic') ?? '',
    callback: form.get('hub.callback') ?? '',
    secret: form.get('hub.secret'),
    leaseSeconds: Number(form.get('hub.lease_seconds') ?? 0),
  }
  hub.requests.push(request)
  await hub.onRequest(request, response, message)
}

async function verify(
  hub: WebSubHub,
  request: HubRequest,
  fields: Record<string, string | null>,
): Promise<CallbackAnswer> {
  const challenge = randomBytes(16).toString('hex')
  const asked: Record<string, string | null> = {
    'hub.mode': request.mode,
    'hub.topic': request.topic,
    'hub.challenge': challenge,
    ...(request.mode === 'subscribe' ? { 'hub.lease_seconds': String(request.leaseSeconds) } : {}),
    ...fields,
  }
  const url = new URL(request.callback)
  for (const [name, value] of Object.entries(asked)) if (value !== null) url.searchParams.set(name, value)
  const answer = await call(url.href, {})
  if (answer.status >= 200 && answer.status < 300 && answer.body === asked['hub.challenge']) {
    const leaseSeconds = Number(asked['hub.lease_seconds'] ?? 0)
    if (request.mode === 'subscribe') hub.subscriptions.set(request.callback, { ...request, leaseSeconds })
    if (request.mode === 'unsubscribe') hub.subscriptions.delete(request.callback)
  }
  return answer
}

async function deliver(
  hub: WebSubHub,
  { callback, topic, secret }: HubSubscription,
  { body, contentType = 'application/rss+xml', signature, headers }: Delivery,
): Promise<CallbackAnswer> {
  const signed = signature === undefined && secret !== null ? sign(secret, body) : (signature ?? null)
  return call(callback, {
    method: 'POST',
    body,
    headers: {
      'content-type': contentType,
      link: `<${hub.url}>; rel="hub", <${topic}>; rel="self"`,
      ...(signed === null ? {} : { 'x-hub-signature': signed }),
      ...headers,
    },
  })
}

export function sign(secret: string, body: string | Uint8Array, method = 'sha256'): string {
  return `${method}=${createHmac(method, secret).update(body).digest('hex')}`
}

async function call(url: string, init: RequestInit): Promise<CallbackAnswer> {
  // The name may lead to ::1 first, where nobody listens.
  const response = await fetch(url.replace('//localhost:', '//127.0.0.1:'), init)
  const contentType = response.headers.get('content-type') ?? ''
  return { status: response.status, contentType, body: await response.text() }
}
