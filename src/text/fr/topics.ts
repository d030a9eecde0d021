import type { TopicsText } from '../topics-text.ts'

const list = new Intl.ListFormat('fr-FR', { type: 'conjunction' })

export const topics: TopicsText = {
  title: 'Thèmes et lieux',
  lead: name =>
    `Ce que vous pouvez demander à ${name}, au lieu de toutes les alertes. Chacun a sa page d’inscription.`,
  topics: 'Thèmes',
  places: 'Lieux',
  none: 'Il n’y en a aucun à choisir : chaque alerte est envoyée à toutes les personnes inscrites.',
  link: 'Un seul thème ou un seul lieu ? Inscrivez-vous uniquement pour celui-là',
  asked: names =>
    `Vous vous inscrivez ainsi pour : ${list.format(names)}, et pour les rares alertes qui s’adressent à tout le monde.`,
  ofAlert: 'Thèmes',
  page: {
    title: ({ topic, name }) => `${topic} : les alertes envoyées par e‑mail par ${name}`,
    often: 'À quelle fréquence',
    howOften: often => `Avec ce qui s’adresse à tout le monde : ${often}.`,
    form: topic =>
      `En s’inscrivant ici, on reçoit les alertes sur le thème « ${topic} » et les rares alertes qui s’adressent à tout le monde. Ce choix peut être modifié à tout moment, grâce à un lien dans chaque e‑mail.`,
    latest: 'La dernière alerte, telle qu’elle est arrivée par e‑mail',
    nothingYet: 'Aucune alerte des 60 derniers jours ne portait sur ce thème. La prochaine s’affichera ici.',
    others: 'Autres thèmes et lieux',
    all: 'Tous les thèmes et lieux',
    everything: 'Toutes les alertes, quel qu’en soit le thème',
  },
  retired: topic => ({
    title: `« ${topic} » n’est plus proposé`,
    paragraphs: [
      'Les personnes qui l’ont demandé continuent à le recevoir. Il n’est plus possible de s’inscrire pour lui seul.',
    ],
  }),
}
