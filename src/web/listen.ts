/** The HTTP server: listens, says clearly when it cannot, and drains when it is told to stop. */
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { ConfigError } from '../errors.ts'
import type { RequestVariables } from './route.ts'

export interface Listening {
  port: number
  /** Ends idle connections at once and waits for running requests, at most `drainMs`. */
  stop(): Promise<void>
}

const drainMs = 5_000
/** A whole request must have come by then; a client that dribbles (Slowloris) holds no connection for longer. */
const serverOptions = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 5_000 }

/** Port 0 takes a free one. Throws a `ConfigError` when the port is in use or not ours to take. */
export async function listen(app: Hono<RequestVariables>, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions })
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(portError(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    // A TCP server's address is never a pipe's name.
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(resolve => {
        const force = setTimeout(
          () => 'closeAllConnections' in server && server.closeAllConnections(),
          drainMs,
        )
        server.close(() => {
          clearTimeout(force)
          resolve()
        })
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}

function portError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new ConfigError(`PORT ${port} on ${host} is in use. Stop what uses it, or set PORT to a free one.`)
  if (error.code === 'EACCES')
    return new ConfigError(`PORT ${port} may not be used by this user. Set PORT to one from 1024 up.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new ConfigError(`HOST ${host} is no address of this machine. Set HOST to one, e.g. 127.0.0.1.`)
  return error
}
