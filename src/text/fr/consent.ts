import type { ConsentText } from '../consent-text.ts'

export const consent: ConsentText = {
  wording: {
    version: 'fr-1',
    alerts: 'Envoyez-moi des alertes info par e‑mail. Je peux me désinscrire d’un clic à tout moment.',
    marketing: 'Envoyez-moi aussi de temps en temps des e‑mails sur ce service et ses offres.',
  },
  noticeVersion: 'fr-1',
  confirmation: ({ who, link, notMeLink, days }) => ({
    subject: 'Veuillez confirmer votre adresse',
    text: `Quelqu’un (vous, espérons-le) a demandé à recevoir à cette adresse les alertes info envoyées par ${who}.

Pour les recevoir, ouvrez cette page et appuyez sur le bouton :

${link}

Le lien est valable ${days} jours.

Ce n’était pas vous ? Alors ne faites rien : sans ce bouton, vous ne recevrez aucune alerte.
Ou ouvrez cette page, et nous ne vous écrirons plus jamais :

${notMeLink}
`,
  }),
  alreadySubscribed: ({ who, preferencesLink }) => ({
    subject: 'Vous recevez déjà ces alertes',
    text: `Quelqu’un (vous, espérons-le) a demandé à recevoir à cette adresse les alertes info envoyées par ${who}.

Vous les recevez déjà ; il n’y a rien à faire. Ce que vous recevez, et en quelle quantité, vous le choisissez ici :

${preferencesLink}

Chaque alerte contient un lien de désinscription.
`,
  }),
  alreadySubscribedTopics: ({ who, link, preferencesLink }) => ({
    subject: 'Vous recevez déjà ces alertes',
    text: `Quelqu’un (vous, espérons-le) a demandé à recevoir à cette adresse les alertes envoyées par ${who} sur certains thèmes.

Vous recevez déjà des alertes. Pour ajouter ces thèmes, ouvrez cette page et appuyez sur le bouton :

${link}

Ce que vous recevez, et en quelle quantité, vous le choisissez ici :

${preferencesLink}

Chaque alerte contient un lien de désinscription.
`,
  }),
}
