import type { SignUpText } from '../sign-up-text.ts'

const plural = new Intl.PluralRules('en')
const number = new Intl.NumberFormat('en')

function inMinutes(minutes: number): string {
  return plural.select(minutes) === 'one' ? 'in a minute' : `in ${number.format(minutes)} minutes`
}

export const signUp: SignUpText = {
  leaveEmpty: 'Leave this empty',
  pressAgain: 'Please press the button once more. That keeps programs out; what you typed is still here.',
  disposable:
    'This address lasts only for a while. Please enter one that you will still have when news breaks.',
  looksLikeSlip: 'This looks like a slip of the fingers.',
  didYouMean: address => `Did you mean ${address}?`,
  asTyped: 'No, it is right as I typed it',
  embedded: {
    title: 'One press left',
    paragraphs: ['Look at your address once more and press the button. That keeps programs out.'],
  },
  proof: {
    title: 'One moment',
    paragraphs: [
      'Very many sign-ups are coming in right now. To let people in and keep programs out, your browser has to do a small sum. It does so by itself and takes a few seconds; nothing about you is looked at.',
    ],
    working: 'Your browser is working on it …',
    done: 'Done. You are taken on by itself.',
    button: 'Go on',
    withoutScript:
      'Your browser does not run our script, and without it the sum cannot be done. Please come back later: this ends as soon as the rush is over, mostly within an hour.',
    orWrite: 'Or write to us, and we put you on the list:',
  },
  closed: ({ minutes }) => ({
    title: 'Too many at once',
    paragraphs: [
      `So many sign-ups are coming in that we take no more for now. Please try again ${inMinutes(minutes)}. Nothing was kept of this one.`,
    ],
  }),
  notMe: {
    open: name => ({
      title: 'Never hear from us again?',
      paragraphs: [
        `Somebody entered your address at ${name}. If it was not you, press this button: we put your address on the list of those we never write to, whoever enters it again.`,
      ],
      button: 'Never write to me again',
    }),
    done: name => ({
      title: 'We never write to you again',
      paragraphs: [
        `Your address is on the list of those that ${name} never writes to. What we keep of it is a keyed hash, to know it again.`,
      ],
    }),
    unknown: {
      title: 'We do not know this link',
      paragraphs: ['Perhaps a part of it was lost on the way: copy it from the mail whole.'],
    },
    contact: 'Should you want our alerts after all, write to us:',
  },
}
