/** AUTH (RFC 4954) with PLAIN (RFC 4616) and LOGIN: which mechanism, and its words. Null: logged in. */
import type { Dialogue } from './dialogue.ts'
import { type HandshakeFailure, lostFailure, permanentFailure, replyFailure } from './handshake-failure.ts'

export interface Credentials {
  user: string
  password: string
}

interface Mechanism {
  name: string
  /** Without the initial response the relay asks for the user first. */
  initial: (credentials: Credentials) => string | null
  /** What is answered to each 334 in turn; whoever asks more often is not speaking this mechanism. */
  responses: (credentials: Credentials) => string[]
}

/** In the order of preference. */
const mechanisms: readonly Mechanism[] = [
  { name: 'PLAIN', initial: ({ user, password }) => `\0${user}\0${password}`, responses: () => [] },
  { name: 'LOGIN', initial: () => null, responses: ({ user, password }) => [user, password] },
]

export async function authenticate(
  dialogue: Dialogue,
  offered: ReadonlySet<string>,
  credentials: Credentials,
  commandMs: number,
): Promise<HandshakeFailure | null> {
  const mechanism = mechanisms.find(({ name }) => offered.has(name))
  if (!mechanism)
    return permanentFailure(
      'a user is set for the relay, but it offers none of AUTH PLAIN and LOGIN: check SMTP_URL',
    )
  const initial = mechanism.initial(credentials)
  const command = `AUTH ${mechanism.name}${initial === null ? '' : ` ${base64(initial)}`}`
  const responses = mechanism.responses(credentials).map(base64)
  for (let line: string | undefined = command; line !== undefined; line = responses.shift()) {
    const answer = await dialogue.ask('AUTH', line, commandMs)
    if (answer.kind === 'lost') return lostFailure(answer.lost)
    if (answer.reply.code === 235) return null
    if (answer.reply.code !== 334) return replyFailure('AUTH', answer.reply)
  }
  return permanentFailure(`the relay asked for more than AUTH ${mechanism.name} has to say`)
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
