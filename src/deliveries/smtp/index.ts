/** Our own SMTP client (RFC 5321): what `deliveries/` may use of it. */
export { type ConnectResult, connectSmtp } from './connect-smtp.ts'
export type { SendOptions, SmtpConnection } from './connection.ts'
export type { Envelope } from './envelope.ts'
export type { SendOutcome, SendStep } from './outcome.ts'
export type { SmtpReply } from './reply-parser.ts'
export { defaultTimeouts, type SmtpSettings, type SmtpTimeouts } from './settings.ts'
