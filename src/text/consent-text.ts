/**
 * The words a person agrees to, and the mails around signing up. A wording is part of the consent record: change
 * it, and its version changes with it.
 */

export interface ConsentText {
  /** What the sign-up form says beside the button, and beside the marketing box. */
  wording: { version: string; alerts: string; marketing: string }
  /** The version of the privacy notice that the form links to. */
  noticeVersion: string
  /** `notMeLink`: the link that ends all mail to this address for ever. */
  confirmation(words: { who: string; link: string; notMeLink: string; days: number }): {
    subject: string
    text: string
  }
  alreadySubscribed(words: { who: string; preferencesLink: string }): { subject: string; text: string }
  /** The same, when topics were asked for: `link` adds them. */
  alreadySubscribedTopics(words: { who: string; link: string; preferencesLink: string }): {
    subject: string
    text: string
  }
}
