/** The words of the mail that brings what limits and quiet hours held back. */
export interface DigestText {
  /** BCP 47; times are written its way. */
  dateLanguage: string
  subject(news: { alerts: number; first: string }): string
  kicker: string
  headline(news: { alerts: number }): string
  lead: string
  /** Above a text that was put right. */
  corrected: string
  whatWasWrong(words: string): string
  /** Who says so, and when; a part that nobody knows is null. */
  said(of: { source: string; when: string | null }): string
  sent(of: { when: string }): string
  read(of: { host: string }): string
  /** For what the mail has no room for. */
  more(of: { alerts: number }): string
  all: string
  why: string
  choices: string
}
