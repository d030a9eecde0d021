import type { DataText } from '../data-text.ts'

export const data: DataText = {
  mail: ({ who, download, erase, minutes }) => ({
    subject: 'Ihre Daten: als Kopie oder gelöscht',
    text: `Jemand, hoffentlich Sie, hat auf Ihrer Auswahlseite nach dem gefragt, was ${who} über Sie speichert.

Um eine Kopie davon zu bekommen, öffnen Sie diese Seite und drücken Sie den Knopf:

${download}

Um alles löschen zu lassen, öffnen Sie diese Seite. Sie sagt, was das bedeutet, bevor Sie dort den Knopf drücken:

${erase}

Beide Links gelten ${minutes} Minuten und nur einmal. Leiten Sie diese Mail nicht weiter: Wer sie hat, kann die Links benutzen.

Das waren nicht Sie? Dann tun Sie nichts. Ohne einen dieser Knöpfe geschieht nichts.
`,
  }),
  asked: {
    title: 'Wir haben Ihnen eine Mail geschickt',
    paragraphs: [
      'Darin stehen zwei Links: einer zu einer Kopie Ihrer Daten, einer, um alles löschen zu lassen. Sie gelten eine Stunde.',
      'Wir schicken höchstens drei solche Mails am Tag. Wenn keine kommt, sehen Sie nach, ob schon eine da ist.',
    ],
  },
  download: {
    page: {
      title: 'Ihre Daten',
      paragraphs: [
        'Ein Klick, und Sie bekommen eine Datei (JSON) mit allem, was wir über Sie speichern: Ihre Adresse, was Sie gewählt haben, worin Sie wann eingewilligt haben und welche Eilmeldungen Ihnen geschickt wurden.',
      ],
    },
    button: 'Meine Daten herunterladen',
  },
  erase: {
    page: name => ({
      title: 'Alles löschen?',
      paragraphs: [
        `Ein Klick, und ${name} vergisst Ihre Adresse, Ihre Auswahl und alles, was auf Sie wartete. Das lässt sich nicht rückgängig machen.`,
        'Zweierlei bleibt, und keines davon enthält Ihre Adresse: der Nachweis dessen, worin Sie eingewilligt haben, weil das Gesetz ihn von uns verlangt; und ein Code, der aus Ihrer Adresse berechnet wird, damit Sie nie wieder eine Mail bekommen, wer auch immer uns Ihre Adresse bringt.',
        'Nie wieder heißt: Auch unser Anmeldeformular nimmt diese Adresse dann nicht mehr an. Wenn Sie nur keine Mails mehr wollen, melden Sie sich stattdessen ab: Dafür steht in jeder Mail ein Link, und Sie sind jederzeit wieder willkommen.',
      ],
    }),
    button: 'Alles löschen',
  },
  erased: name => ({
    title: 'Alles ist gelöscht',
    paragraphs: [
      `${name} hat Sie vergessen und wird Ihnen nie wieder eine Mail schicken. Eine Mail, die schon unterwegs war, kann in den nächsten Minuten noch ankommen.`,
    ],
  }),
  expired: {
    title: 'Dieser Link gilt nicht mehr',
    paragraphs: [
      'Er galt eine Stunde und nur einmal. Fordern Sie auf Ihrer Auswahlseite einen neuen an; ein Link dorthin steht in jeder Eilmeldung.',
    ],
  },
  unknown: {
    title: 'Diesen Link kennen wir nicht',
    paragraphs: [
      'Vielleicht ist unterwegs ein Teil davon verloren gegangen: Kopieren Sie ihn ganz aus der Mail. Wenn es der Link zum Löschen Ihrer Daten war und Sie ihn benutzt haben, ist alles gelöscht.',
    ],
  },
}
