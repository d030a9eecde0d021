/** Our own SMTP client (RFC 5321): what `deliveries/` may use of it. */
export { type ConnectResult, connectSmtp } from './connect-smtp.ts'
export type { Envelope } from './envelope.ts'
export type { HandshakeFailure } from './handshake-failure.ts'
export type { SendOutcome, SendStep } from './outcome.ts'
export {
  defaultTimeouts,
  type Login,
  passwordLogin,
  type SmtpSettings,
  type SmtpTimeouts,
  tokenLogin,
} from './settings.ts'
export type { ConnectionListener, SmtpConnection } from './smtp-connection.ts'
export type { SmtpReply } from './smtp-reply.ts'
export { createTlsMemory, type TlsMemory } from './tls-memory.ts'
