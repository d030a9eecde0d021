/**
 * For tests: a listener at every address of this machine, and all ways to it that are known, to be walked
 * through every door by which an address comes in. 127.0.0.9 stands for the attacker's own public server: it
 * may be fetched from, and redirects as it is told; any connection to another address was one too many.
 */
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Lookup } from './resolve-host.ts'
import { answers, loopbackSpellings, noWebAddress, otherNetworks, redirectForms } from './test-attacks.ts'

const outside = '127.0.0.9'
/** Allowed too, but nobody can connect there: what is tried next is seen. */
const deserted = '255.255.255.255'

export interface WayInside {
  kind: 'spelling' | 'redirect' | 'rebinding'
  url: string
}

export interface Trap extends AsyncDisposable {
  ways: readonly WayInside[]
  /** What `createSafeFetch` is to be told: where the attacker's server and name server are. */
  allow: string[]
  lookup: Lookup
  /** An address of the attacker's server that answers as `answer` says. */
  serve(answer: (response: ServerResponse) => void): string
  /** How often the attacker's own server was connected to. */
  visits(): number
  /** Every address of ours somebody has connected to so far. */
  reached(): Promise<string[]>
}

/** Null where the machine has no 127.0.0.9 (macOS). */
export async function startTrap(): Promise<Trap | null> {
  const reached: string[] = []
  let visits = 0
  const served: ((response: ServerResponse) => void)[] = []
  let locations: string[] = []
  const server = createServer((request, response) => {
    const [, what, n = '0', hops = '0'] = (request.url ?? '').split('/')
    const answer = what === 'served' ? served[Number(n)] : undefined
    if (answer) answer(response)
    else if (what === 'redirect') redirect(response, locations, { n: Number(n), hops: Number(hops) })
    else if (what === 'again') response.writeHead(302, { location: '/again' }).end()
    else response.end('outside')
  })
  server.on('connection', socket => {
    const address = (socket.localAddress ?? '').replace('::ffff:', '')
    if (address === outside) visits++
    else reached.push(address)
  })
  const port = await listenEverywhere(server)
  const at = (url: string): string => url.replace('PORT', String(port))
  const origin = `http://${outside}:${port}`
  const close = () => {
    const closed = new Promise<void>(resolve => void server.close(() => resolve()))
    server.closeAllConnections()
    return closed
  }
  if (!(await answersAt(port))) return close().then(() => null)
  const spellings = [...loopbackSpellings, ...otherNetworks].map(([url]) => url)
  locations = [...spellings, ...noWebAddress.filter(Boolean), ...redirectForms].map(at)
  const names = rebindings()
  return {
    ways: [
      ...[...spellings, ...noWebAddress].map(url => ({ kind: 'spelling' as const, url: at(url) })),
      ...locations.map((_, n) => ({ kind: 'redirect' as const, url: `${origin}/redirect/${n}/${n % 4}` })),
      ...[...names].map(([name, { path }]) => ({
        kind: 'rebinding' as const,
        url: at(`http://${name}:PORT/${path}`),
      })),
    ],
    allow: [`${outside}/32`, `${deserted}/32`],
    lookup: async name => {
      const { turns = [] } = names.get(name) ?? {}
      const found = (turns.length > 1 ? turns.shift() : turns[0]) ?? []
      return found.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    },
    serve: answer => `${origin}/served/${served.push(answer) - 1}`,
    visits: () => visits,
    async reached() {
      await answersAt(port)
      return [...reached]
    },
    [Symbol.asyncDispose]: close,
  }
}

/** By several hops over the attacker's own server, with a status of its own for each. */
function redirect(
  response: ServerResponse,
  locations: string[],
  { n, hops }: { n: number; hops: number },
): void {
  const location =
    hops > 0
      ? `../${n}/${hops - 1}`
      : // A header cannot hold a line break; the bytes of other letters go as UTF-8, as servers send them.
        Buffer.from((locations[n] ?? '').replaceAll('\n', '\t')).toString('latin1')
  response.writeHead([301, 302, 303, 307, 308][(n + hops) % 5] ?? 302, { location }).end()
}

/** What the attacker's name server answers, turn by turn; the last answer stays. */
function rebindings(): Map<string, { path: string; turns: string[][] }> {
  const plain = answers.map(([resolved]) => ({ path: '', turns: [resolved] }))
  const turning = [
    // Public when it is judged, ours when it is connected to.
    { path: '', turns: [[outside], ['127.0.0.1']] },
    { path: '', turns: [[outside], ['::1']] },
    // Public at the first hop, ours at the next ones.
    { path: 'again', turns: [[outside], ['127.0.0.1']] },
    { path: 'again', turns: [[outside], [outside], ['::1', '127.0.0.1']] },
    { path: 'again', turns: [[outside], ['::ffff:127.0.0.1']] },
    // The public one is not there: the next address must not be tried for it.
    { path: '', turns: [[deserted, '127.0.0.1', '::1']] },
    { path: '', turns: [['127.0.0.1', deserted]] },
    { path: '', turns: [['::1', deserted, '::ffff:127.0.0.1']] },
    { path: '', turns: [[deserted], ['127.0.0.1']] },
  ]
  return new Map([...plain, ...turning].map((row, n) => [`name${n}.test`, row]))
}

async function listenEverywhere(server: ReturnType<typeof createServer>): Promise<number> {
  const listen = (host: string) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, host, resolve)
    })
  await listen('::').catch(() => listen('0.0.0.0'))
  // A TCP server that listens has an AddressInfo; the others are for pipes and closed servers.
  return (server.address() as AddressInfo).port
}

/** The kernel accepts in order: once this connection was answered, every earlier one was counted. */
function answersAt(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, outside)
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(true))
    socket.end('GET / HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n')
    socket.resume()
  })
}
