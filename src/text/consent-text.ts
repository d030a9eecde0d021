/**
 * The words a person agrees to, and the mails around signing up. A wording is part of the consent record: change
 * it, and its version changes with it.
 */

export interface ConsentText {
  /** What the sign-up form says beside the button, and beside the marketing box. */
  wording: { version: string; alerts: string; marketing: string }
  /** The version of the privacy notice that the form links to. */
  noticeVersion: string
  confirmation(words: { who: string; link: string; days: number }): { subject: string; text: string }
  alreadySubscribed(words: { who: string; site: string }): { subject: string; text: string }
}
