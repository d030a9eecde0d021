export type {
  AlertKind,
  AlertMail,
  AlertPriority,
  ComposedAlert,
  Mailbox,
  Recipient,
  SingleMail,
} from './alert-mail.ts'
export { composeAlert } from './compose-alert.ts'
export { composeSingle } from './compose-single.ts'
