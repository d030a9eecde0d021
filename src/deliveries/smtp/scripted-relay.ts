/**
 * For tests only: a relay on this machine that follows a script, to misbehave at any step of the dialogue.
 * What the script does not name is answered as a well-behaved relay would; everything said to it is kept.
 */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** What the relay writes (CRLF is added), or does with the socket; an array has one entry per occurrence. */
export type Action = string | ((socket: Socket) => void)

export type Script = Partial<Record<Moment, Action | Action[]>>

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

export const drop: Action = socket => socket.end()
export const reset: Action = socket => socket.resetAndDestroy()
export const stall: Action = () => undefined
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

const wellBehaved: Record<Moment, Action> = {
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

export async function startScriptedRelay(script: Script = {}, host = '127.0.0.1'): Promise<ScriptedRelay> {
  const commands: string[] = []
  const messages: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    // A client that hangs up is what these tests are about.
    socket.on('error', () => undefined)
    follow(socket, script, { commands, messages })
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the scripted relay has no port')
  return {
    port: address.port,
    commands,
    messages,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function follow(socket: Socket, script: Script, heard: { commands: string[]; messages: string[] }): void {
  const seen = new Map<Moment, number>()
  let mode: 'commands' | 'body' = 'commands'
  let buffered = ''
  const act = (moment: Moment) => {
    const times = seen.get(moment) ?? 0
    seen.set(moment, times + 1)
    const scripted = script[moment]
    const action = (Array.isArray(scripted) ? scripted[times] : scripted) ?? wellBehaved[moment]
    if (typeof action === 'function') action(socket)
    else socket.write(`${action}\r\n`)
    if (moment === 'DATA' && typeof action === 'string' && action.startsWith('354')) mode = 'body'
  }
  socket.on('data', chunk => {
    if (mode === 'body' && buffered === '') act('body')
    buffered += chunk.toString('latin1')
    for (;;) {
      const mark = mode === 'body' ? endOfBody(buffered) : buffered.indexOf('\r\n') + 2
      if (mark < 2) return
      const part = buffered.slice(0, mark)
      buffered = buffered.slice(mark)
      if (mode === 'body') {
        mode = 'commands'
        heard.messages.push(part.slice(0, -3))
        act('dot')
      } else {
        heard.commands.push(part.slice(0, -2))
        act(momentOf(part))
      }
    }
  })
  act('greeting')
}

function endOfBody(octets: string): number {
  if (octets.startsWith('.\r\n')) return 3
  const at = octets.indexOf('\r\n.\r\n')
  return at === -1 ? 0 : at + 5
}

function momentOf(line: string): Moment {
  const verb = line.trim().split(/[ :]/)[0] ?? ''
  return verb in wellBehaved ? (verb as Moment) : 'credentials' // `in` has just looked it up
}
