import type { SignUpText } from '../sign-up-text.ts'
import { counted } from './counting.ts'

export const signUp: SignUpText = {
  leaveEmpty: 'Lassen Sie dieses Feld leer',
  pressAgain:
    'Bitte drücken Sie noch einmal auf den Knopf. Das hält Programme fern; was Sie eingegeben haben, steht noch da.',
  disposable:
    'Diese Adresse gibt es nur auf Zeit. Bitte geben Sie eine ein, die Sie noch haben, wenn etwas geschieht.',
  looksLikeSlip: 'Das sieht nach einem Tippfehler aus.',
  didYouMean: address => `Meinten Sie ${address}?`,
  asTyped: 'Nein, sie stimmt so, wie ich sie eingegeben habe',
  embedded: {
    title: 'Nur noch ein Klick',
    paragraphs: ['Prüfen Sie Ihre Adresse noch einmal und drücken Sie den Knopf. Das hält Programme fern.'],
  },
  proof: {
    title: 'Einen Moment',
    paragraphs: [
      'Gerade gehen sehr viele Anmeldungen ein. Damit Menschen hereinkommen und Programme draußen bleiben, muss Ihr Browser eine kleine Rechenaufgabe lösen. Das tut er von selbst, in wenigen Sekunden; über Sie wird dabei nichts ausgewertet.',
    ],
    working: 'Ihr Browser rechnet …',
    done: 'Fertig. Es geht von selbst weiter.',
    button: 'Weiter',
    withoutScript:
      'Ihr Browser führt unser Skript nicht aus, und ohne es lässt sich die Aufgabe nicht lösen. Bitte kommen Sie später wieder: Das endet, sobald der Andrang vorbei ist, meist binnen einer Stunde.',
    orWrite: 'Oder schreiben Sie uns, dann tragen wir Sie ein:',
  },
  closed: ({ minutes }) => ({
    title: 'Zu viele auf einmal',
    paragraphs: [
      `Es gehen so viele Anmeldungen ein, dass wir vorerst keine mehr annehmen. Bitte versuchen Sie es in ${counted(minutes, 'Minute', 'Minuten')} noch einmal. Von dieser hier wurde nichts gespeichert.`,
    ],
  }),
  notMe: {
    open: name => ({
      title: 'Nie wieder von uns hören?',
      paragraphs: [
        `Jemand hat bei ${name} Ihre Adresse eingegeben. Wenn Sie das nicht waren, drücken Sie diesen Knopf: Wir setzen Ihre Adresse auf die Liste derer, denen wir nie schreiben, wer auch immer sie noch einmal eingibt.`,
      ],
      button: 'Schreiben Sie mir nie wieder',
    }),
    done: name => ({
      title: 'Wir schreiben Ihnen nie wieder',
      paragraphs: [
        `Ihre Adresse steht auf der Liste derer, denen ${name} nie schreibt. Wir behalten von ihr nur einen mit geheimem Schlüssel berechneten Prüfwert, um sie wiederzuerkennen.`,
      ],
    }),
    unknown: {
      title: 'Diesen Link kennen wir nicht',
      paragraphs: [
        'Vielleicht ist unterwegs ein Teil davon verloren gegangen: Kopieren Sie ihn ganz aus der Mail.',
      ],
    },
    contact: 'Wenn Sie unsere Eilmeldungen doch einmal wollen, schreiben Sie uns:',
  },
}
