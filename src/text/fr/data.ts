import type { DataText } from '../data-text.ts'

export const data: DataText = {
  mail: ({ who, download, erase, minutes }) => ({
    subject: 'Vos données : les copier ou les faire effacer',
    text: `Quelqu’un (vous, espérons-le) a demandé sur la page de vos choix ce qui est conservé à votre sujet par ${who}.

Pour en obtenir une copie, ouvrez cette page et appuyez sur le bouton :

${download}

Pour tout faire effacer, ouvrez cette page. Elle dit ce que cela signifie avant que vous appuyiez sur son bouton :

${erase}

Les deux liens sont valables ${minutes} minutes, et une seule fois. Ne transférez pas cet e‑mail : quiconque l’a peut s’en servir.

Ce n’était pas vous ? Alors ne faites rien. Rien ne se passe sans l’un de ces boutons.
`,
  }),
  asked: {
    title: 'Nous vous avons envoyé un e‑mail',
    paragraphs: [
      'Il contient deux liens : l’un vers une copie de vos données, l’autre pour tout faire effacer. Ils sont valables une heure.',
      'Nous envoyons au plus trois e‑mails de ce genre par jour. Si aucun n’arrive, regardez s’il en est arrivé un plus tôt.',
    ],
  },
  download: {
    page: {
      title: 'Vos données',
      paragraphs: [
        'Un clic vous donne un fichier (JSON) avec tout ce que nous conservons à votre sujet : votre adresse, ce que vous avez choisi, ce à quoi vous avez consenti et quand, et les alertes qui vous ont été envoyées.',
      ],
    },
    button: 'Télécharger mes données',
  },
  erase: {
    page: name => ({
      title: 'Tout effacer ?',
      paragraphs: [
        `Un clic, et ${name} oublie votre adresse, vos choix et ce qui vous attendait. Cette action est irréversible.`,
        'Deux choses demeurent, et aucune ne contient votre adresse : la preuve de ce à quoi vous avez consenti, parce que la loi nous impose de pouvoir l’apporter ; et un code calculé à partir de votre adresse, afin que vous ne receviez plus jamais d’e‑mail, quelle que soit la personne qui nous la transmette.',
        'Plus jamais veut dire que notre formulaire d’inscription ne fonctionnera plus non plus pour cette adresse. Si vous voulez seulement ne plus recevoir d’e‑mails, désinscrivez-vous plutôt : chaque e‑mail contient un lien pour cela, et vous pouvez revenir quand vous voulez.',
      ],
    }),
    button: 'Tout effacer',
  },
  erased: name => ({
    title: 'Tout est effacé',
    paragraphs: [
      `${name} vous a oublié et ne vous enverra plus jamais d’e‑mail. Un e‑mail déjà en route peut encore arriver dans les prochaines minutes.`,
    ],
  }),
  expired: {
    title: 'Ce lien ne fonctionne plus',
    paragraphs: [
      'Il était valable une heure, et une seule fois. Demandez-en un nouveau sur la page de vos choix, vers laquelle chaque alerte contient un lien.',
    ],
  },
  unknown: {
    title: 'Nous ne reconnaissons pas ce lien',
    paragraphs: [
      'Une partie s’est peut-être perdue en route : copiez-le en entier depuis l’e‑mail. S’il s’agissait du lien pour effacer vos données et que vous l’avez utilisé, tout est effacé.',
    ],
  },
}
