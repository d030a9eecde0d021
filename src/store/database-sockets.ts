/** The sockets of all connections to a database, so that they can be given up at once. */
import { Socket } from 'node:net'

export interface DatabaseSockets {
  /** For `pg`, which connects it. */
  open(): Socket
  /** Whoever waits for an answer gets this error. */
  giveUp(why: Error): void
}

export function createDatabaseSockets(): DatabaseSockets {
  const sockets = new Set<Socket>()
  return {
    open() {
      const socket = new Socket()
      sockets.add(socket)
      return socket.once('close', () => sockets.delete(socket))
    },
    giveUp(why) {
      for (const socket of sockets) socket.destroy(why)
    },
  }
}
