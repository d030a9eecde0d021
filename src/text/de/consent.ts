import type { ConsentText } from '../consent-text.ts'

export const consent: ConsentText = {
  wording: {
    version: 'de-1',
    alerts: 'Schicken Sie mir Eilmeldungen per Mail. Ich kann mich jederzeit mit einem Klick abmelden.',
    marketing: 'Schicken Sie mir außerdem gelegentlich Mails über diesen Dienst und seine Angebote.',
  },
  noticeVersion: 'de-1',
  confirmation: ({ who, link, notMeLink, days }) => ({
    subject: 'Bitte bestätigen Sie Ihre Adresse',
    text: `Jemand, hoffentlich Sie, hat für diese Adresse Eilmeldungen von ${who} angefordert.

Um sie zu bekommen, öffnen Sie diese Seite und drücken Sie den Knopf:

${link}

Der Link gilt ${days} Tage.

Das waren nicht Sie? Dann tun Sie nichts: Ohne diesen Knopf bekommen Sie keine Eilmeldungen.
Oder öffnen Sie diese Seite, und wir schreiben Ihnen nie wieder:

${notMeLink}
`,
  }),
  alreadySubscribed: ({ who, preferencesLink }) => ({
    subject: 'Sie bekommen diese Eilmeldungen schon',
    text: `Jemand, hoffentlich Sie, hat für diese Adresse Eilmeldungen von ${who} angefordert.

Sie bekommen sie schon; es ist nichts zu tun. Was Sie bekommen und wie viel davon, wählen Sie hier:

${preferencesLink}

In jeder Eilmeldung steht ein Link zum Abmelden.
`,
  }),
  alreadySubscribedTopics: ({ who, link, preferencesLink }) => ({
    subject: 'Sie bekommen diese Eilmeldungen schon',
    text: `Jemand, hoffentlich Sie, hat für diese Adresse Eilmeldungen von ${who} zu bestimmten Themen angefordert.

Sie bekommen schon Eilmeldungen. Um die Themen hinzuzufügen, öffnen Sie diese Seite und drücken Sie den Knopf:

${link}

Was Sie bekommen und wie viel davon, wählen Sie hier:

${preferencesLink}

In jeder Eilmeldung steht ein Link zum Abmelden.
`,
  }),
}
