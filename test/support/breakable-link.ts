/** A way to a PostgreSQL server that can be cut and mended, as a network or a server that ends for a while. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

export interface BreakableLink {
  /** The same database, by this way. */
  databaseUrl: string
  /** Ends all connections, and refuses new ones. */
  cut(): void
  mend(): void
}

export async function breakableLink(
  t: Pick<TestContext, 'after'>,
  databaseUrl: string,
): Promise<BreakableLink> {
  const url = new URL(databaseUrl)
  const folder = url.searchParams.get('host')
  const port = Number(url.port || 5432)
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer(near => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(port, url.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  t.after(() => {
    cut()
    server.close()
  })
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  // It listens on TCP.
  url.port = String((server.address() as AddressInfo).port)
  return {
    databaseUrl: url.href,
    cut,
    mend() {
      isCut = false
    },
  }
}
