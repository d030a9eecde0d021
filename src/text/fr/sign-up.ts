import type { SignUpText } from '../sign-up-text.ts'
import { counted } from './counting.ts'

const minutesText = (minutes: number) =>
  counted(minutes, { one: 'minute', other: 'minutes', many: 'de minutes' })

export const signUp: SignUpText = {
  leaveEmpty: 'Laissez ce champ vide',
  pressAgain:
    'Veuillez appuyer encore une fois sur le bouton. Cela tient les robots à l’écart ; ce que vous avez saisi est toujours là.',
  disposable:
    'Cette adresse n’est que temporaire. Veuillez en saisir une que vous aurez encore quand l’actualité tombera.',
  looksLikeSlip: 'Cela ressemble à une faute de frappe.',
  didYouMean: address => `Vouliez-vous écrire ${address} ?`,
  asTyped: 'Non, elle est juste telle que je l’ai saisie',
  embedded: {
    title: 'Plus qu’un clic',
    paragraphs: ['Relisez votre adresse et appuyez sur le bouton. Cela tient les robots à l’écart.'],
  },
  proof: {
    title: 'Un instant',
    paragraphs: [
      'Les inscriptions affluent en ce moment. Pour laisser entrer les personnes et tenir les robots à l’écart, votre navigateur doit faire un petit calcul. Il le fait de lui-même, en quelques secondes ; rien de ce qui vous concerne n’est examiné.',
    ],
    working: 'Votre navigateur calcule…',
    done: 'C’est fait. La suite vient d’elle-même.',
    button: 'Continuer',
    withoutScript:
      'Votre navigateur n’exécute pas notre script, et sans lui le calcul est impossible. Veuillez revenir plus tard : cela cesse dès que l’affluence est passée, le plus souvent en moins d’une heure.',
    orWrite: 'Ou écrivez-nous, et nous vous ajouterons à la liste :',
  },
  closed: ({ minutes }) => ({
    title: 'Trop de demandes à la fois',
    paragraphs: [
      `Les inscriptions sont si nombreuses que nous n’en acceptons plus pour l’instant. Veuillez réessayer dans ${minutesText(minutes)}. Rien de celle-ci n’a été conservé.`,
    ],
  }),
  notMe: {
    open: name => ({
      title: 'Ne plus jamais recevoir de message de notre part ?',
      paragraphs: [
        `Quelqu’un a saisi votre adresse auprès de ${name}. Si ce n’était pas vous, appuyez sur ce bouton : nous mettrons votre adresse sur la liste de celles auxquelles nous n’écrivons jamais, même si quelqu’un la saisit à nouveau.`,
      ],
      button: 'Ne plus jamais m’écrire',
    }),
    done: name => ({
      title: 'Nous ne vous écrirons plus jamais',
      paragraphs: [
        `Votre adresse est sur la liste de celles auxquelles ${name} n’écrit jamais. Nous n’en gardons qu’une empreinte calculée avec une clé secrète, pour la reconnaître.`,
      ],
    }),
    unknown: {
      title: 'Nous ne reconnaissons pas ce lien',
      paragraphs: ['Une partie s’est peut-être perdue en route : copiez-le en entier depuis l’e‑mail.'],
    },
    contact: 'Si vous souhaitez tout de même un jour recevoir nos alertes, écrivez-nous :',
  },
}
