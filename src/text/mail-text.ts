import type { AlertKind, Priority } from './alert-words.ts'

/** Every word of a mail that is ours and not the alert's. One file per language holds one of these. */
export interface MailText {
  /** BCP 47; dates are written its way. */
  language: string
  direction: 'ltr' | 'rtl'
  kicker: Record<Priority | Exclude<AlertKind, 'alert'>, string>
  /** What stands before a subject that is not the headline alone. */
  subject: { correction: string; retraction: string; test: string }
  untitled: string
  test: { kicker: string; notice: string }
  whatChanged: string
  whatWasWrong: string
  whatIsRight: string
  whatNow: string
  /** Before the headline of the alert that this one follows. */
  weSaid(when: string): string
  source: string
  said: string
  sent: string
  readStory(host: string): string
  readAlert(host: string): string
  readRest(host: string): string
  /** A whole sentence of one of `reasons.because`, or of `changed`. */
  why(because: string): string
  /** A clause that begins with "because": what they chose since would not have brought it. */
  changed: string
  /** Link to the page where a reader chooses. */
  choices: string
  leave: string
  /** Between a label and its value, with the blanks that belong around it; on pages too. */
  colon: string
  /** Before a name, with a colon between. */
  sentBy: string
  contact: string
  privacy: string
}
