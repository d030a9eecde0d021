/**
 * For tests only: a relay on this machine that follows a script, to misbehave at any step of the dialogue.
 * What the script does not name is answered as a strict relay would; everything said to it is kept. Once it
 * has closed or hung, it reads and answers nothing more.
 */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** What the relay writes (CRLF is added), or does with the socket. */
export type Action = string | ((socket: Socket) => void)

/** A list has one entry per occurrence on its connection, and what comes after it is answered properly. */
export type Script = Partial<Record<Moment, Action | readonly (Action | undefined)[]>>

/** `body`: the first octets after 354; `dot`: the final dot was read. */
export type Moment =
  | 'greeting'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'AUTH'
  | 'credentials'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'body'
  | 'dot'
  | 'RSET'
  | 'QUIT'

export interface ScriptedRelay extends AsyncDisposable {
  port: number
  /** Command lines in the order they came, of all connections. */
  commands: string[]
  /** Messages whose final dot was read, as they came over the wire. */
  messages: string[]
}

export interface RelayWish {
  host?: string
  /** Writes an answer; as a whole, if left out. */
  speak?: (socket: Socket, octets: string) => void
  /** Called before each action. */
  onAct?: (moment: Moment, action: Action) => void
}

export const drop: Action = socket => socket.end()
export const reset: Action = socket => socket.resetAndDestroy()
/** Says nothing this time. */
export const stall: Action = () => undefined
/** Says nothing ever again, and reads nothing. */
export const hang: Action = socket => void socket.pause()
/** Writes exactly these octets: no CRLF is added. */
export const raw =
  (octets: string): Action =>
  socket => {
    socket.write(octets)
  }
export const sayAndDrop =
  (line: string): Action =>
  socket => {
    socket.end(`${line}\r\n`)
  }

interface Heard {
  commands: string[]
  messages: string[]
}

export async function startScriptedRelay(script: Script = {}, wish: RelayWish = {}): Promise<ScriptedRelay> {
  const heard: Heard = { commands: [], messages: [] }
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    // A client that hangs up is what these tests are about.
    socket.on('error', () => undefined)
    new Session(socket, script, heard, wish).start()
  })
  server.listen(0, wish.host ?? '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the scripted relay has no port')
  return {
    port: address.port,
    ...heard,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

class Session {
  readonly #socket: Socket
  readonly #script: Script
  readonly #heard: Heard
  readonly #wish: RelayWish
  readonly #seen = new Map<Moment, number>()
  #buffered = ''
  /** What was read of the message under way, but for its last octets, which may begin the end. */
  #body: string[] = []
  #mode: 'commands' | 'body' = 'commands'
  #bodyBegan = false
  #mailGiven = false
  #recipients = 0

  constructor(socket: Socket, script: Script, heard: Heard, wish: RelayWish) {
    this.#socket = socket
    this.#script = script
    this.#heard = heard
    this.#wish = wish
  }

  start(): void {
    this.#act('greeting')
    this.#socket.on('data', chunk => {
      this.#buffered += chunk.toString('latin1')
      while (!this.#gone && this.#takePart());
    })
  }

  get #gone(): boolean {
    return this.#socket.destroyed || this.#socket.writableEnded || this.#socket.isPaused()
  }

  /** True when there may be more. */
  #takePart(): boolean {
    if (this.#mode === 'body' && !this.#bodyBegan && this.#buffered !== '') {
      this.#bodyBegan = true
      this.#act('body')
      return true
    }
    const atStart = this.#body.length === 0
    const end =
      this.#mode === 'body' ? endOfBody(this.#buffered, atStart) : this.#buffered.indexOf('\r\n') + 2
    if (end < 2) {
      if (this.#mode === 'body') this.#setAside(Math.max(0, this.#buffered.length - 4))
      return false
    }
    const part = this.#buffered.slice(0, end)
    this.#buffered = this.#buffered.slice(end)
    if (this.#mode === 'body') {
      this.#mode = 'commands'
      this.#clear()
      this.#heard.messages.push([...this.#body.splice(0), part.slice(0, -3)].join(''))
      this.#act('dot')
    } else {
      this.#heard.commands.push(part.slice(0, -2))
      this.#act(momentOf(part))
    }
    return true
  }

  #act(moment: Moment): void {
    const times = this.#seen.get(moment) ?? 0
    this.#seen.set(moment, times + 1)
    const scripted = this.#script[moment]
    const action = (typeof scripted === 'object' ? scripted[times] : scripted) ?? this.#properAnswer(moment)
    this.#wish.onAct?.(moment, action)
    if (typeof action === 'function') action(this.#socket)
    else if (this.#wish.speak) this.#wish.speak(this.#socket, `${action}\r\n`)
    else this.#socket.write(`${action}\r\n`)
    const yes = typeof action === 'function' || action.startsWith('2')
    if (moment === 'MAIL' && yes) this.#mailGiven = true
    if (moment === 'RCPT' && yes) this.#recipients += 1
    if (moment === 'RSET' || moment === 'EHLO') this.#clear()
    if (moment === 'DATA' && typeof action === 'string' && action.startsWith('354')) {
      this.#mode = 'body'
      this.#bodyBegan = false
    }
  }

  #setAside(length: number): void {
    if (length === 0) return
    this.#body.push(this.#buffered.slice(0, length))
    this.#buffered = this.#buffered.slice(length)
  }

  #clear(): void {
    this.#mailGiven = false
    this.#recipients = 0
  }

  #properAnswer(moment: Moment): Action {
    if (moment === 'MAIL' && this.#mailGiven) return '503 5.5.1 nested MAIL'
    if (moment === 'RCPT' && !this.#mailGiven) return '503 5.5.1 MAIL first'
    if (moment === 'DATA' && this.#recipients === 0) return '554 5.5.1 no valid recipients'
    return proper[moment]
  }
}

const proper: Record<Moment, Action> = {
  greeting: '220 relay.example ESMTP',
  EHLO: '250-relay.example\r\n250-PIPELINING\r\n250 8BITMIME',
  HELO: '250 relay.example',
  STARTTLS: '502 5.5.1 not known',
  AUTH: '235 2.7.0 welcome',
  credentials: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 sender ok',
  RCPT: '250 2.1.5 recipient ok',
  DATA: '354 go on',
  body: stall,
  dot: '250 2.0.0 queued as 1',
  RSET: '250 2.0.0 ok',
  QUIT: sayAndDrop('221 2.0.0 bye'),
}

function endOfBody(octets: string, atStart: boolean): number {
  if (atStart && octets.startsWith('.\r\n')) return 3
  const at = octets.indexOf('\r\n.\r\n')
  return at === -1 ? 0 : at + 5
}

function momentOf(line: string): Moment {
  const verb = line.trim().split(/[ :]/)[0] ?? ''
  return verb in proper ? (verb as Moment) : 'credentials' // `in` has just looked it up
}
