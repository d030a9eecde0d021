import type { MailContent, Section } from './mail-content.ts'

/** What a reader's own values are; in a template marks, which give way to them. */
export interface Places {
  reason: string
  choicesLink: string
  leaveLink: string
}

/** The text part: blocks apart by a blank line, unwrapped, so that a watch and a wide window both fit it. */
export function renderText(content: MailContent, { reason, choicesLink, leaveLink }: Places): string {
  const { text, operator } = content
  const { colon } = text
  const line = beforeLine(colon)
  const test = `*** ${text.test.kicker} ***\n${text.test.notice}`
  const blocks = [
    content.isTest ? test : '',
    content.kicker.words,
    content.headline,
    ...content.sections.map(section => sectionText(section, content)),
    content.rest ? content.rest.label + line + content.rest.address : '',
    content.facts.map(({ label, value }) => label + colon + value).join('\n'),
    content.link.label + line + content.link.address,
    '---',
    reason,
    text.choices + line + choicesLink,
    text.leave + line + leaveLink,
    [
      operator.name && text.sentBy + colon + operator.name,
      operator.postalAddress,
      operator.contact && text.contact + colon + operator.contact,
    ]
      .filter(Boolean)
      .join('\n'),
    text.privacy + line + content.privacyLink,
    content.isTest ? test : '',
  ]
  return blocks.filter(block => block !== '').join('\n\n')
}

function sectionText({ heading, paragraphs, quote }: Section, { text, direction }: MailContent): string {
  const [first = '', ...more] = paragraphs
  // A line of both directions would be read in the wrong order.
  const colon = text.direction === direction ? text.colon : beforeLine(text.colon)
  const opening = heading === null ? first : (heading + colon + first).trim()
  return [opening, ...more, quote ? quote.label + beforeLine(text.colon) + quote.value : '']
    .filter(block => block !== '')
    .join('\n\n')
}

/** What is named stands on a line of its own. */
export function beforeLine(colon: string): string {
  return `${colon.trimEnd()}\n`
}
