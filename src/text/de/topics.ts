import type { TopicsText } from '../topics-text.ts'

const list = new Intl.ListFormat('de-DE', { type: 'conjunction' })

export const topics: TopicsText = {
  title: 'Themen und Orte',
  lead: name =>
    `Worum Sie ${name} statt um jede Eilmeldung bitten können. Zu jedem gibt es eine eigene Seite zum Anmelden.`,
  topics: 'Themen',
  places: 'Orte',
  none: 'Es gibt keine zur Auswahl: Jede Eilmeldung geht an alle, die sich angemeldet haben.',
  link: 'Nur ein Thema oder ein Ort? Melden Sie sich nur dafür an',
  asked: names =>
    `Damit melden Sie sich an für: ${list.format(names)}, und für die wenigen Eilmeldungen, die an alle gehen.`,
  ofAlert: 'Themen',
  page: {
    title: ({ topic, name }) => `${topic}: Nachrichten per Mail von ${name}`,
    often: 'Wie oft',
    howOften: often => `Mit dem, was an alle geht: ${often}.`,
    form: topic =>
      `Wer sich hier anmeldet, bekommt Eilmeldungen zum Thema „${topic}“ und die wenigen, die an alle gehen. Das lässt sich jederzeit ändern, mit einem Link in jeder Mail.`,
    latest: 'Die neueste Eilmeldung, so wie sie per Mail kam',
    nothingYet: 'In den letzten 60 Tagen ging es in keiner Eilmeldung darum. Die nächste wird hier stehen.',
    others: 'Andere Themen und Orte',
    all: 'Alle Themen und Orte',
    everything: 'Jede Eilmeldung, worum es auch geht',
  },
  retired: topic => ({
    title: `„${topic}“ wird nicht mehr angeboten`,
    paragraphs: ['Wer es gewählt hat, bekommt es weiterhin. Neu kann sich niemand mehr nur dafür anmelden.'],
  }),
}
