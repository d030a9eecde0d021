export type {
  AlertKind,
  AlertMail,
  AlertPriority,
  AlertTemplate,
  ComposedAlert,
  Filler,
  Mailbox,
  Recipient,
  SingleMail,
} from './alert-mail.ts'
export { composeAlert } from './compose-alert.ts'
export { composeSingle } from './compose-single.ts'
export { createFiller } from './create-filler.ts'
export type { Scratch } from './scratch.ts'
