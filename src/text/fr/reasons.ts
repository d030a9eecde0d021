import type { ReasonsText } from '../reasons-text.ts'
import { mailsText, number, theLastDays } from './counting.ts'

const list = new Intl.ListFormat('fr-FR', { type: 'conjunction' })

const goingBy = (days: number) => `d’après ${theLastDays(days)}`

export const reasons: ReasonsText = {
  because: {
    everything: 'parce que votre inscription porte sur toutes les alertes',
    everyone: 'parce que cette alerte s’adresse à tout le monde, quels que soient les thèmes choisis',
    topics: names => `parce que vous avez demandé : ${list.format(names)}`,
    watch: ({ expressions, more }) =>
      more > 0
        ? `parce que vous avez choisi ces mots-clés : ${expressions.join(', ')} et ${number.format(more)} de plus`
        : `parce que vous avez choisi ces mots-clés : ${expressions.join(', ')}`,
    story: 'parce que vous n’avez demandé que ce sujet',
    follows: {
      update: 'parce que vous avez reçu l’alerte à laquelle celle-ci fait suite',
      correction: 'parce que vous avez reçu l’alerte que celle-ci rectifie',
      retraction: 'parce que vous avez reçu l’alerte que celle-ci annule',
    },
  },
  came: because => `Elle vous est parvenue ${because}.`,
  obstacle: {
    paused: ({ until, timeZone }) => {
      const when = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone })
      return `Vous aviez mis les alertes en pause jusqu’au ${when.format(until)}.`
    },
    otherStory: 'Vous n’aviez demandé qu’un autre sujet.',
    muted: 'Vous aviez mis ce sujet en sourdine.',
    priority: least =>
      least === 'flash'
        ? 'Elle était moins urgente que ce que vous voulez : vous avez demandé seulement les flashs.'
        : 'Elle était moins urgente que ce que vous voulez : vous avez demandé les flashs et les nouvelles urgentes.',
    less: names => `Vous avez demandé moins d’alertes sur : ${list.format(names)}.`,
    noMatch: 'Aucun de vos thèmes ni de vos mots-clés n’y figurait.',
  },
  howOften: {
    aDay: ({ mails, days }) => `environ ${mailsText(mails)} par jour, ${goingBy(days)}`,
    aWeek: ({ mails, days }) => `environ ${mailsText(mails)} par semaine, ${goingBy(days)}`,
    aMonth: ({ mails, days }) => `environ ${mailsText(mails)} par mois, ${goingBy(days)}`,
    lessThanMonthly: ({ days }) => `moins d’un e‑mail par mois, ${goingBy(days)}`,
    never: ({ days }) => `aucun e‑mail sur ${theLastDays(days)}`,
    soFar: ({ mails, days }) => `${mailsText(mails)} sur ${theLastDays(days)}`,
    nobodyKnows: 'on ne le sait pas encore, car aucune alerte n’a été envoyée',
  },
  watchProblem: {
    empty: 'Saisissez un mot à rechercher.',
    tooLong: most =>
      `Cela fait plus de ${number.format(most)} caractères. Faites-en deux lignes : chacune compte à elle seule.`,
    tooDeep:
      'Il y a des parenthèses dans des parenthèses dans des parenthèses, plus que nous ne pouvons en lire. Faites-en deux lignes.',
    noWord: found => `Il n’y a aucun mot dans « ${found} ». Ajoutez-en un, ou supprimez-le.`,
    openQuote: found =>
      `Le guillemet devant « ${found.slice(1)} » n’est jamais fermé. Ajoutez le second à la fin de l’expression.`,
    openBracket: 'Une parenthèse est ouverte et jamais fermée. Ajoutez « ) », ou supprimez la première.',
    closeBracket: 'Une parenthèse est fermée sans avoir été ouverte. Supprimez-la, ou ajoutez « ( » avant.',
    nothingBefore: found => `Il n’y a rien avant « ${found} ». Saisissez un mot avant, ou supprimez-le.`,
    nothingAfter: found => `Il n’y a rien après « ${found} ». Saisissez un mot après, ou supprimez-le.`,
    nearNeedsWords:
      'NEAR se place entre des mots, des « expressions » et des ~noms, ou un choix entre eux : incendie NEAR (école OU crèche).',
    nearNumber: most => `Après NEAR/ vient un nombre de 1 à ${number.format(most)} : incendie NEAR/5 école.`,
    onlyExcludes:
      'Cela dit seulement ce que vous ne voulez pas, si bien que presque tout viendrait. Dites aussi ce que vous voulez : séisme SAUF film.',
    contradiction: 'Cela demande un mot et l’exclut à la fois, si bien que rien ne peut jamais venir.',
  },
}
