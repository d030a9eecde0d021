/**
 * AUTH (RFC 4954) with PLAIN (RFC 4616), LOGIN, or XOAUTH2 (Google's and Microsoft's SASL form of a bearer
 * token): which mechanism, and its words. Null: logged in.
 */
import type { Asker } from './ask.ts'
import { type HandshakeFailure, lostFailure, permanentFailure, replyFailure } from './handshake-failure.ts'
import type { Login } from './settings.ts'

interface Mechanism {
  name: string
  /** Without the initial response the relay asks for the user first. */
  initial: (user: string, secret: string) => string | null
  /** What is answered to each 334 in turn; whoever asks more often is not speaking this mechanism. */
  responses: (user: string, secret: string) => string[]
}

/** In the order of preference. */
const byPassword: readonly Mechanism[] = [
  { name: 'PLAIN', initial: (user, password) => `\0${user}\0${password}`, responses: () => [] },
  { name: 'LOGIN', initial: () => null, responses: (user, password) => [user, password] },
]

const byToken: readonly Mechanism[] = [
  {
    name: 'XOAUTH2',
    initial: (user, token) => `user=${user}\x01auth=Bearer ${token}\x01\x01`,
    // Its only 334 is a refusal with the cause in it; an empty line brings the answer that says so.
    responses: () => [''],
  },
]

export async function authenticate(
  asker: Asker,
  offered: ReadonlySet<string>,
  login: Login,
  commandMs: number,
): Promise<HandshakeFailure | null> {
  const known = login.kind === 'token' ? byToken : byPassword
  const mechanism = known.find(({ name }) => offered.has(name))
  if (!mechanism) {
    const names = known.map(({ name }) => name).join(' or ')
    return permanentFailure(
      `a user is set for the relay, but it does not offer AUTH ${names}: check SMTP_URL`,
    )
  }
  const secret = await login.secret().catch((error: NodeJS.ErrnoException) => error)
  if (typeof secret !== 'string') return unreadable(secret)
  const fault = secretFault(login, secret)
  if (fault) return { ...permanentFailure(fault), permanent: !login.renewed }
  return speak(asker, mechanism, { ...login, secret }, commandMs)
}

async function speak(
  asker: Asker,
  { name, ...mechanism }: Mechanism,
  { user, secret, renewed }: { user: string; secret: string; renewed: boolean },
  commandMs: number,
): Promise<HandshakeFailure | null> {
  const initial = mechanism.initial(user, secret)
  const command = `AUTH ${name}${initial === null ? '' : ` ${base64(initial)}`}`
  const responses = mechanism.responses(user, secret).map(base64)
  let status: string | null = null
  for (let line: string | undefined = command; line !== undefined; line = responses.shift()) {
    const answer = await asker.ask('AUTH', line, commandMs)
    if (answer.kind === 'lost') return lostFailure(answer.lost)
    const { code } = answer.reply
    if (code === 235) return null
    if (code !== 334) {
      const failure = replyFailure(status ? `AUTH (status ${status})` : 'AUTH', answer.reply)
      return { ...failure, permanent: failure.permanent && !renewed }
    }
    if (name === 'XOAUTH2') status = challengeStatus(answer.lines)
  }
  return permanentFailure(`the relay asked for more than AUTH ${name} has to say`)
}

/** A token that something else renews may be mended by the next attempt. */
function unreadable(error: NodeJS.ErrnoException): HandshakeFailure {
  const reason = `the token for the relay cannot be read (${error.code ?? error.name}): check SMTP_TOKEN_FILE`
  return { ok: false, reason, permanent: false, reply: null }
}

/** RFC 4616 §2: NUL separates the parts of PLAIN; 0x01 those of XOAUTH2. */
function secretFault(login: Login, secret: string): string | null {
  if (login.kind === 'token') {
    if (secret === '') return 'the token for the relay is empty: check SMTP_TOKEN_FILE'
    if (!/^[!-~]+$/.test(secret)) return 'the token for the relay holds a character that no token has'
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  if (/[\x00\x01]/.test(login.user + secret))
    return "the relay's user name and password must not hold a NUL or an 0x01"
  return null
}

/** `{"status":"401",…}` in base64; null when it is something else. Only digits get into a reason. */
function challengeStatus(lines: readonly string[]): string | null {
  const json = Buffer.from(lines.join(''), 'base64').toString('latin1')
  return /"status"\s*:\s*"?(\d{3})\b/.exec(json)?.[1] ?? null
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
