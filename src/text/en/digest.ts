import type { DigestText } from '../digest-text.ts'

const plural = new Intl.PluralRules('en')
const alertsText = (count: number) => `${count} ${plural.select(count) === 'one' ? 'alert' : 'alerts'}`

export const digest: DigestText = {
  dateLanguage: 'en-GB',
  subject: ({ alerts, first }) =>
    alerts === 1 ? `Digest: ${first}` : `Digest: ${first} – and ${alerts - 1} more`,
  kicker: 'DIGEST',
  headline: ({ alerts }) => `${alertsText(alerts)} since your last digest`,
  lead: 'What your limits and quiet hours held back, the most urgent first.',
  corrected: 'Corrected',
  whatWasWrong: words => `What was wrong in our first text: ${words}`,
  said: ({ source, when }) => (when === null ? `Source: ${source}` : `Source: ${source}, ${when}`),
  sent: ({ when }) => `First sent ${when}`,
  read: ({ host }) => `Read it, with its updates and corrections, at ${host}`,
  more: ({ alerts }) => `And ${alertsText(alerts)} more, for which this mail has no room.`,
  all: 'All alerts',
  why: 'You get this mail because you asked for limits or quiet hours: it brings what they held back.',
  choices: 'Change what you get, and when',
}
