import type { DataText } from '../data-text.ts'

export const data: DataText = {
  mail: ({ who, download, erase, minutes }) => ({
    subject: 'Your data: copy it, or have it erased',
    text: `Somebody, hopefully you, asked on your preference page for what ${who} keeps about you.

To get a copy of it, open this page and press the button:

${download}

To have everything erased, open this page. It says what that means before you press its button:

${erase}

Both links work for ${minutes} minutes, and once. Do not forward this mail: whoever has it can use them.

It wasn't you? Then do nothing. Nothing happens without one of those buttons.
`,
  }),
  asked: {
    title: 'We have sent you a mail',
    paragraphs: [
      'It has two links: one to a copy of your data, one to have everything erased. They work for an hour.',
      'We send at most three such mails a day. If none comes, look whether one came earlier.',
    ],
  },
  download: {
    page: {
      title: 'Your data',
      paragraphs: [
        'One press gives you a file (JSON) with everything that we keep about you: your address, what you chose, what you agreed to and when, and which alerts were sent to you.',
      ],
    },
    button: 'Download my data',
  },
  erase: {
    page: name => ({
      title: 'Erase everything?',
      paragraphs: [
        `One press, and ${name} forgets your address, your choices and what was waiting for you. This cannot be undone.`,
        'Two things stay, and neither holds your address: the record of what you agreed to, because the law has us prove it; and a code made from your address, so that you are never mailed again, whoever brings us your address.',
        'Never again means that our sign-up form will not work for this address either. If you only want no more mail, leave instead: every mail has a link for that, and you are welcome back at any time.',
      ],
    }),
    button: 'Erase everything',
  },
  erased: name => ({
    title: 'Everything is erased',
    paragraphs: [
      `${name} has forgotten you, and will never mail you again. A mail that was already on its way may still arrive in the next minutes.`,
    ],
  }),
  expired: {
    title: 'This link no longer works',
    paragraphs: [
      'It worked for an hour, and once. Ask for a fresh one on your preference page, which every alert has a link to.',
    ],
  },
  unknown: {
    title: 'We do not know this link',
    paragraphs: [
      'Perhaps a part of it was lost on the way: copy it from the mail whole. If it was the link to erase your data and you have used it, everything is erased.',
    ],
  },
}
