/** For tests: a name server on loopback that answers as it is told, or keeps silent. */
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'

export interface NameServer extends AsyncDisposable {
  /** Every question so far, as `A news.test`. */
  questions: string[]
  /** Resolves at the `count`th question. */
  asked(count: number): Promise<void>
  resolver(): Resolver
}

/** Addresses; none: the name has none of this kind; `silent`, or `unknown` (NXDOMAIN). */
export type Told = readonly string[] | 'silent' | 'unknown'

export async function startNameServer(
  answer: (name: string, kind: 'A' | 'AAAA') => Told,
): Promise<NameServer> {
  const socket = createSocket('udp4')
  const questions: string[] = []
  const waiting: { count: number; wake: () => void }[] = []
  socket.on('message', (query, { port, address }) => {
    const { name, kind, end } = questionOf(query)
    questions.push(`${kind} ${name}`)
    for (const { count, wake } of waiting) if (questions.length >= count) wake()
    const told = answer(name, kind)
    if (told !== 'silent') socket.send(reply(query.subarray(0, end), told, kind), port, address)
  })
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve))
  const server = `127.0.0.1:${socket.address().port}`
  return {
    questions,
    asked: count =>
      new Promise(wake => (questions.length >= count ? wake() : void waiting.push({ count, wake }))),
    resolver() {
      const resolver = new Resolver({ timeout: 60_000, tries: 1 })
      resolver.setServers([server])
      return resolver
    },
    [Symbol.asyncDispose]: () => new Promise(resolve => socket.close(() => resolve())),
  }
}

/** RFC 1035 §4.1: twelve octets of header, then one question. */
function questionOf(query: Buffer): { name: string; kind: 'A' | 'AAAA'; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), kind: query.readUInt16BE(at + 1) === 1 ? 'A' : 'AAAA', end: at + 5 }
}

function reply(query: Buffer, told: readonly string[] | 'unknown', kind: 'A' | 'AAAA'): Buffer {
  const records = told === 'unknown' ? [] : told.map(address => bytesOf(address, kind))
  const head = Buffer.from(query)
  head.writeUInt16BE(told === 'unknown' ? 0x81_83 : 0x81_80, 2)
  head.writeUInt16BE(records.length, 6)
  head.writeUInt32BE(0, 8)
  const answers = records.map(data => {
    const record = Buffer.from([0xc0, 12, 0, kind === 'A' ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length])
    return Buffer.concat([record, data])
  })
  return Buffer.concat([head, ...answers])
}

/** IPv6 with all eight groups written out. */
function bytesOf(address: string, kind: 'A' | 'AAAA'): Buffer {
  if (kind === 'A') return Buffer.from(address.split('.').map(Number))
  return Buffer.from(
    address.split(':').flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  )
}
