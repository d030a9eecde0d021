/** Both parts of a digest, in the look of an alert's mail. Everything interpolated is escaped by the template. */
import { html, raw } from 'hono/html'
import { edge, type MailStyle, mailStyle, outlookColumn, outlookSheet } from '../compose/mail-style.ts'
import { beforeLine } from '../compose/render-text.ts'
import type { DigestContent, DigestEntry } from './digest-content.ts'

type Markup = ReturnType<typeof html>

/** What it says, and how it looks. */
type Content = DigestContent & MailStyle

export function renderDigestText(content: DigestContent): string {
  const { text, operator } = content
  const { colon } = text.mail
  const line = beforeLine(colon)
  const blocks = [
    text.digest.kicker,
    content.headline,
    text.digest.lead,
    ...content.threads
      .map(thread => thread.map(entry => entryText(entry, line)).join('\n\n'))
      .map(thread => `* * *\n\n${thread}`),
    `${content.more ? `${content.more}\n` : ''}${text.digest.all}${line}${content.allLink}`,
    '---',
    text.digest.why,
    text.digest.choices + line + content.choicesLink,
    text.mail.leave + line + content.leaveLink,
    [
      operator.name && text.mail.sentBy + colon + operator.name,
      operator.postalAddress,
      operator.contact && text.mail.contact + colon + operator.contact,
    ]
      .filter(Boolean)
      .join('\n'),
    text.mail.privacy + line + content.privacyLink,
  ]
  return blocks.filter(block => block !== '').join('\n\n')
}

function entryText({ kicker, headline, corrected, opening, facts, link }: DigestEntry, line: string): string {
  return [kicker, headline, corrected ?? '', opening, ...facts, link.label + line + link.address]
    .filter(line => line !== '')
    .join('\n')
}

export async function renderDigestHtml(said: DigestContent): Promise<string> {
  const content: Content = { ...said, ...mailStyle(said.accent) }
  const { text, headline, inline, styleSheet } = content
  const { language, direction } = text
  const page = await html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${content.subject}</title>
<style>${raw(styleSheet)}</style>
${raw(outlookSheet)}
</head>
<body class="paper" style="${inline.body}">
<table role="presentation" lang="${language}" dir="${direction}" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="${inline.page}">
<tr><td align="center" style="${inline.margin}">
${raw(outlookColumn.start)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${inline.column}">
<tr><td class="ink" style="${edge(direction).align + inline.cell}">
<p class="ink serif" style="${inline.sender}"><bdi>${content.sender}</bdi></p>
<p class="soft" style="${inline.kicker.quiet}">${text.digest.kicker}</p>
<h1 class="ink" style="${inline.headline}">${headline}</h1>
<p class="ink" style="${inline.paragraph}">${text.digest.lead}</p>
${content.threads.map(thread => thread.map(entry => entryHtml(entry, content)))}
<p style="${inline.link}">${content.more ? html`${content.more}<br>` : ''}<a href="${content.allLink}" class="signal" style="${inline.anchor}">${text.digest.all}</a></p>
</td></tr>
${footer(content)}
</table>
${raw(outlookColumn.end)}
</td></tr>
</table>
</body>
</html>
`
  return page.toString()
}

function entryHtml(entry: DigestEntry, { text, inline }: Content): Markup {
  const { language, direction, tone, corrected, opening } = entry
  const own = html`lang="${language}" dir="${direction}"`
  const ours = html`lang="${text.language}" dir="${text.direction}"`
  const { align } = edge(direction)
  const kicker =
    tone === 'alarm'
      ? html`<p ${ours} style="${inline.kicker.alarm}margin-top:32px"><span class="alarm" style="${inline.chip.alarm}">${entry.kicker}</span></p>`
      : html`<p ${ours} class="${tone === 'urgent' ? 'signal' : 'soft'}" style="${inline.kicker[tone]};margin-top:32px">${entry.kicker}</p>`
  return html`${kicker}
<h2 ${own} class="ink serif" style="${align}${inline.heading}">${entry.headline}</h2>
${corrected ? html`<p ${ours} class="soft" style="${inline.note}">${corrected}</p>\n` : ''}${
  opening ? html`<p ${own} class="ink" style="${align}${inline.paragraph}">${opening}</p>\n` : ''
}<p ${ours} class="soft" style="${inline.facts}">${entry.facts.map(fact => html`<bdi>${fact}</bdi><br>`)}
<a href="${entry.link.address}" class="signal" style="${inline.anchor}">${entry.link.label}</a></p>`
}

function footer({ text, inline, operator, choicesLink, leaveLink, privacyLink }: Content): Markup {
  const lines = [
    operator.name ? html`${text.mail.sentBy}${text.mail.colon}<bdi>${operator.name}</bdi><br>` : '',
    operator.postalAddress ? html`<bdi>${operator.postalAddress}</bdi><br>` : '',
    operator.contact ? html`${text.mail.contact}${text.mail.colon}<bdi>${operator.contact}</bdi><br>` : '',
  ].filter(Boolean)
  return html`<tr><td class="soft" style="${edge(text.direction).align + inline.footer}">
<p style="${inline.note}">${text.digest.why}</p>
<p style="${inline.note}"><a href="${choicesLink}" class="ink" style="${inline.act}">${text.digest.choices}</a></p>
<p style="${inline.note}"><a href="${leaveLink}" class="ink" style="${inline.act}">${text.mail.leave}</a></p>
${lines.length > 0 ? html`<p style="${inline.note}">${lines}</p>` : ''}
<p style="${inline.note}"><a href="${privacyLink}" class="soft" style="${inline.quietLink}">${text.mail.privacy}</a></p>
</td></tr>`
}
