/**
 * A socket, and who listens to it. Plain sockets read into one buffer that is used again and again, which
 * spares a buffer and a few stream events for every answer of the relay. Octets that come before anybody
 * listens are kept, because over TLS a greeting may come with the last octets of the handshake.
 */
import { connect, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

export interface WireListener {
  /** Only the first `length` octets of `chunk`, and only until this returns. */
  octets(chunk: Buffer, length: number): void
  closed(reason: string): void
}

export interface Wire {
  readonly socket: Socket
  /** Null: what comes from now on is kept, and read by whoever listens next, if anybody does. */
  listen(listener: WireListener | null): void
}

/** A relay sends a few hundred octets at a time. */
const readBytes = 8 * 1024

/** Connects without delay (TCP_NODELAY): every write is a whole turn of ours. */
export function plainWire(host: string, port: number): Wire {
  const intake = new Intake()
  const callback = (length: number, buffer: Uint8Array) => {
    intake.octets(buffer as Buffer, length) // it is the very buffer that is given below
    return true
  }
  const onread = { buffer: Buffer.alloc(readBytes), callback }
  return intake.of(connect({ host, port, noDelay: true, keepAlive: true, onread }))
}

export function tlsWire(socket: TLSSocket): Wire {
  const intake = new Intake()
  socket.on('data', (chunk: Buffer) => intake.octets(chunk, chunk.length))
  return intake.of(socket)
}

class Intake {
  #listener: WireListener | null = null
  #early: Buffer[] = []
  #closed: string | null = null

  octets(chunk: Buffer, length: number): void {
    if (this.#listener && this.#early.length === 0) this.#listener.octets(chunk, length)
    else this.#early.push(Buffer.from(chunk.subarray(0, length)))
  }

  of(socket: Socket): Wire {
    const close = (reason: string) => {
      this.#closed ??= reason
      this.#listener?.closed(reason)
    }
    socket.on('end', () => close('the relay closed the connection'))
    socket.on('close', () => close('the relay closed the connection'))
    // Stays for good: without a listener, a reset during a TLS handshake would end the process.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      close(`the connection failed (${error.code ?? error.name})`),
    )
    return { socket, listen: listener => this.#listen(listener) }
  }

  #listen(listener: WireListener | null): void {
    this.#listener = listener
    if (!listener) return
    // In a turn of its own, because whoever listens is not quite ready before this returns.
    queueMicrotask(() => {
      for (const chunk of this.#early.splice(0)) this.#listener?.octets(chunk, chunk.length)
      if (this.#closed !== null) this.#listener?.closed(this.#closed)
    })
  }
}
