/** Whom an alert would go to, and whether one reader gets it. Nobody's watch words are named: they are private. */
import { counted, people, wholeNumber } from './amounts-en.ts'

export const audienceText = {
  toAll: (number: number) => `Goes to ${people(number)}: everybody who has confirmed.`,
  toSome: (number: number, confirmed: number) =>
    `Goes to ${people(number)} of the ${wholeNumber.format(confirmed)} who have confirmed.`,
  whyThey: (plain: number, choosing: number) => {
    const asked = choosing === 1 ? 'one asked for it' : `${wholeNumber.format(choosing)} asked for it`
    if (plain === 0) return `By what they chose, ${asked}.`
    return `${counted(plain, 'has chosen nothing and gets', 'have chosen nothing and get')} every alert; by what they chose, ${asked}.`
  },
  held: (number: number) =>
    number === 1
      ? 'For one of them it would wait for the digest now: quiet hours or a daily limit hold it.'
      : `For ${wholeNumber.format(number)} of them it would wait for the digest now: quiet hours or a daily limit hold it.`,
  nobodyWants: (confirmed: number) =>
    `Of the ${people(confirmed)} who have confirmed, nobody would get it: none of their choices asks for it. It would still get its page on the site.`,
  counting: (atMost: number) =>
    `Counting who wants it … It goes to at most ${people(atMost)}: everybody who has confirmed.`,
  lookAgain: 'Look again',
  toRecipientsOfUpdate: (number: number) =>
    `Goes to at most ${people(number)}: those who got the alert it follows, without who muted its story since.`,
}
