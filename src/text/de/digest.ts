import type { DigestText } from '../digest-text.ts'
import { counted, number } from './counting.ts'

const alertsText = (count: number) => counted(count, 'Eilmeldung', 'Eilmeldungen')
const moreAlerts = (count: number) => counted(count, 'weitere Eilmeldung', 'weitere Eilmeldungen')

export const digest: DigestText = {
  dateLanguage: 'de-DE',
  subject: ({ alerts, first }) =>
    alerts === 1 ? `Sammelmail: ${first}` : `Sammelmail: ${first} – und ${number.format(alerts - 1)} mehr`,
  kicker: 'SAMMELMAIL',
  headline: ({ alerts }) => `${alertsText(alerts)} seit Ihrer letzten Sammelmail`,
  lead: 'Was Ihre Grenzen und Ruhezeiten zurückgehalten haben, das Dringendste zuerst.',
  corrected: 'Korrigiert',
  whatWasWrong: words => `Was an unserem ersten Text falsch war: ${words}`,
  said: ({ source, when }) => (when === null ? `Quelle: ${source}` : `Quelle: ${source}, ${when}`),
  sent: ({ when }) => `Zuerst verschickt: ${when}`,
  read: ({ host }) => `Diese Eilmeldung mit Aktualisierungen und Korrekturen bei ${host} lesen`,
  more: ({ alerts }) => `Und ${moreAlerts(alerts)}, für die in dieser Mail kein Platz ist.`,
  all: 'Alle Eilmeldungen',
  why: 'Sie bekommen diese Mail, weil Sie Grenzen oder Ruhezeiten gewählt haben: Sie bringt, was dadurch zurückgehalten wurde.',
  choices: 'Ändern, was Sie bekommen und wann',
}
