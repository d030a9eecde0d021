import type { LeaveText } from '../leave-text.ts'
import { counted } from './counting.ts'

export const leave: LeaveText = {
  undo: {
    hint: hours =>
      `Ein Versehen? ${counted(hours, 'Stunde', 'Stunden')} lang bringt ein Klick alles so zurück, wie es war.`,
    button: 'Rückgängig: weiter Eilmeldungen schicken',
  },
  back: name => ({
    title: 'Sie sind wieder dabei',
    paragraphs: [`${name} schickt Ihnen weiterhin Eilmeldungen, genau wie zuvor.`],
  }),
  why: {
    heading: 'Warum melden Sie sich ab?',
    hint: 'Nur wenn Sie möchten, und mit einem Klick. Wir zählen die Antworten eines Tages und halten nicht fest, von wem sie kamen.',
    reasons: {
      'too-many': 'Zu viele Mails',
      'not-what-i-wanted': 'Nicht das, was ich wollte',
      'too-late': 'Zu spät',
      'no-longer-interested': 'Kein Interesse mehr',
      'something-else': 'Etwas anderes',
    },
    thanks: 'Danke. Das hilft uns, es besser zu machen.',
  },
  mail: {
    button: 'Eine letzte Mail zur Bestätigung schicken',
    hint: 'Wenn Sie nicht darum bitten, bekommen Sie keine Mail mehr von uns.',
    done: 'Die letzte Mail ist unterwegs.',
  },
  expired: {
    title: 'Sie sind abgemeldet',
    paragraphs: ['Das ist schon eine Weile her; auf dieser Seite lässt sich nichts mehr rückgängig machen.'],
  },
  unknown: {
    title: 'Diese Seite kennen wir nicht',
    paragraphs: ['Der Abmeldelink in jeder unserer Mails funktioniert, auch in einer alten.'],
  },
  lastMail: ({ who, site }) => ({
    subject: 'Sie sind abgemeldet',
    text: `Sie haben ${who} um eine Mail gebeten, die es bestätigt: Sie sind abgemeldet, und dies ist die letzte Mail.

Sie sind jederzeit wieder willkommen:

${site}
`,
  }),
}
