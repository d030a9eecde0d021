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
  const test = `*** ${text.test.kicker} ***\n${text.test.notice}`
  const blocks = [
    content.isTest ? test : '',
    content.kicker.words,
    content.headline,
    ...content.sections.map(section => sectionText(section, content)),
    content.rest ? `${content.rest.label}:\n${content.rest.address}` : '',
    content.facts.map(labelled).join('\n'),
    `${content.link.label}:\n${content.link.address}`,
    '---',
    reason,
    `${text.choices}:\n${choicesLink}`,
    `${text.leave}:\n${leaveLink}`,
    [
      operator.name && `${text.sentBy}: ${operator.name}`,
      operator.postalAddress,
      operator.contact && `${text.contact}: ${operator.contact}`,
    ]
      .filter(Boolean)
      .join('\n'),
    `${text.privacy}:\n${content.privacyLink}`,
    content.isTest ? test : '',
  ]
  return blocks.filter(block => block !== '').join('\n\n')
}

function sectionText({ heading, paragraphs, quote }: Section, { text, direction }: MailContent): string {
  const [first = '', ...more] = paragraphs
  // A line of both directions would be read in the wrong order.
  const gap = text.direction === direction ? ' ' : '\n'
  const opening = heading === null ? first : `${heading}:${gap}${first}`.trim()
  return [opening, ...more, quote ? `${quote.label}:\n${quote.value}` : '']
    .filter(block => block !== '')
    .join('\n\n')
}

function labelled({ label, value }: { label: string; value: string }): string {
  return `${label}: ${value}`
}
