/** For tests: servers on loopback that count who connects, closed by `await using`. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'

export interface CountingServer extends AsyncDisposable {
  port: number
  /** Connections so far. */
  connections(): number
  /** Connections open now. */
  open(): number
  /** Resolves when none is open any more. */
  idle(): Promise<void>
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** On 127.0.0.1, any free port. */
export function serveHttp(answer: Answer): Promise<CountingServer> {
  return counting(createServer(answer satisfies RequestListener), '127.0.0.1', 0)
}

/** Writes octets as they are; `speak` gets each new connection. */
export function serveTcp(speak: (socket: Socket) => void): Promise<CountingServer> {
  const server = createTcpServer(socket => {
    // Unread, the other side's end would never be noticed.
    socket.resume()
    speak(socket)
  })
  return counting(server, '127.0.0.1', 0)
}

/**
 * How many connections came before this one: the kernel accepts in order, so when our own was counted, so
 * was every earlier one.
 */
export async function connectionsBefore(server: CountingServer, host = '127.0.0.1'): Promise<number> {
  const before = server.connections()
  const socket = connect(server.port, host)
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('close', () => resolve())
    socket.end('GET / HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n')
    socket.resume()
  })
  return Math.max(before, server.connections() - 1)
}

async function counting(server: Server, host: string, port: number): Promise<CountingServer> {
  const sockets = new Set<Socket>()
  const waiting = new Set<() => void>()
  let connections = 0
  server.on('connection', socket => {
    connections++
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) for (const wake of waiting) wake()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // A TCP server that listens has an AddressInfo; the others are for pipes and closed servers.
  const bound = server.address() as AddressInfo
  return {
    port: bound.port,
    connections: () => connections,
    open: () => sockets.size,
    idle: () => (sockets.size === 0 ? Promise.resolve() : new Promise(resolve => waiting.add(resolve))),
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
