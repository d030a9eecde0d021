import type { LeaveText } from '../leave-text.ts'
import { counted } from './counting.ts'

const hoursText = (hours: number) => counted(hours, { one: 'heure', other: 'heures', many: 'd’heures' })

export const leave: LeaveText = {
  undo: {
    hint: hours => `Une erreur ? Pendant ${hoursText(hours)}, un clic remet tout comme avant.`,
    button: 'Annuler : continuez à m’envoyer les alertes',
  },
  back: name => ({
    title: 'Vous êtes de retour',
    paragraphs: [`${name} continue à vous envoyer les alertes, exactement comme avant.`],
  }),
  why: {
    heading: 'Pourquoi partez-vous ?',
    hint: 'Seulement si vous le souhaitez, et d’un seul geste. Nous comptons les réponses de la journée, sans garder de qui elles viennent.',
    reasons: {
      'too-many': 'Trop d’e‑mails',
      'not-what-i-wanted': 'Pas ce que je voulais',
      'too-late': 'Trop tard',
      'no-longer-interested': 'Cela ne m’intéresse plus',
      'something-else': 'Autre chose',
    },
    thanks: 'Merci. Cela nous aide à faire mieux.',
  },
  mail: {
    button: 'M’envoyer un dernier e‑mail de confirmation',
    hint: 'Si vous ne le demandez pas, vous ne recevez plus aucun e‑mail de notre part.',
    done: 'Le dernier e‑mail est en route.',
  },
  expired: {
    title: 'Votre désinscription est faite',
    paragraphs: ['Elle date de quelque temps déjà : il n’y a plus rien à annuler sur cette page.'],
  },
  unknown: {
    title: 'Nous ne reconnaissons pas cette page',
    paragraphs: ['Le lien de désinscription de n’importe lequel de nos e‑mails fonctionne, même ancien.'],
  },
  lastMail: ({ who, site }) => ({
    subject: 'Votre désinscription est faite',
    text: `Vous avez demandé à ${who} un e‑mail de confirmation : votre désinscription est faite, et ceci est le dernier e‑mail.

Vous pouvez revenir quand vous voulez :

${site}
`,
  }),
}
