/**
 * The HTML part: one column in layout tables, one `h1`, no image, no script, nothing loaded from anywhere.
 * Everything interpolated is escaped by the template; every `href` came through `webAddress`, or is the
 * a link of the reader's own, to be filled in.
 */
import { html, raw } from 'hono/html'
import type { LabelledText, MailContent as Said, Section } from './mail-content.ts'
import { edge, type MailStyle, mailStyle, outlookColumn, outlookSheet, slant, spacing } from './mail-style.ts'
import type { Places } from './render-text.ts'
import { textDirection } from './text-direction.ts'

type Markup = ReturnType<typeof html>

/** What it says, and how it looks. */
type Content = Said & MailStyle

/** Keeps the inbox from showing what follows the preheader, which is the headline again. */
const preheaderEnd = '&zwnj;&nbsp;'.repeat(60)

const gap = raw('<tr><td style="height:24px;line-height:24px">&nbsp;</td></tr>')

export async function renderHtml(said: Said, places: Places): Promise<string> {
  const content: Content = { ...said, ...mailStyle(said.accent) }
  const { language, direction, headline, preheader, inline, styleSheet } = content
  const page = await html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${headline}</title>
<style>${raw(styleSheet)}</style>
${raw(outlookSheet)}
</head>
<body class="paper" style="${inline.body}">
<div lang="${language}" dir="${direction}" style="${inline.hidden}">${preheader}${raw(preheaderEnd)}</div>
<table role="presentation" lang="${language}" dir="${direction}" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="${inline.page}">
<tr><td align="center" style="${inline.margin}">
${raw(outlookColumn.start)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${inline.column}">
${content.isTest ? [testNotice(content), gap] : ''}
<tr><td class="ink" style="${edge(direction).align + inline.cell}">
${story(content)}
</td></tr>
${footer(content, places)}
${content.isTest ? [gap, testNotice(content)] : ''}
</table>
${raw(outlookColumn.end)}
</td></tr>
</table>
</body>
</html>
`
  return page.toString()
}

function story(content: Content): Markup {
  const { inline } = content
  return html`<p class="ink serif" style="${inline.sender}"><bdi>${content.sender}</bdi></p>
${kicker(content)}
<h1 class="ink" style="${spacing(content.direction, '-.01em') + inline.headline}">${content.headline}</h1>
${content.sections.map(part => section(part, content))}
${content.rest ? html`<p style="${inline.paragraph}">${chromeLink(content, content.rest)}</p>` : ''}
<p class="soft" ${chrome(content)} style="${inline.facts}">${content.facts.map(fact => factLine(fact, content))}</p>
<p style="${inline.link}">${chromeLink(content, content.link)}</p>`
}

function kicker(content: Content): Markup {
  const { inline } = content
  const { words, tone } = content.kicker
  const spaced = spacing(content.text.direction, '.08em')
  const attributes = chrome(content)
  if (tone === 'alarm' || tone === 'amending')
    return html`<p ${attributes} style="${spaced + inline.kicker[tone]}"><span class="${tone}" style="${inline.chip[tone]}">${words}</span></p>`
  return html`<p ${attributes} class="${tone === 'urgent' ? 'signal' : 'soft'}" style="${spaced + inline.kicker[tone]}">${words}</p>`
}

function section({ heading, paragraphs, quote }: Section, content: Content): Markup {
  const { inline } = content
  return html`${heading ? html`<h2 ${chrome(content)} class="ink" style="${inline.heading}">${heading}</h2>\n` : ''}${paragraphs.map(
    paragraph => html`<p class="ink" style="${inline.paragraph}">${paragraph}</p>\n`,
  )}${quote ? quotation(quote, content) : ''}`
}

function quotation({ label, value }: LabelledText, content: Content): Markup {
  const { inline } = content
  const words = html`<span lang="${content.language}" dir="${textDirection(content.language, value)}" class="ink serif" style="${inline.quoted + slant(value)}">${value}</span>`
  return html`<p ${chrome(content)} class="soft" style="${edge(content.direction).border + inline.quote}">${label} ${words}</p>\n`
}

function factLine({ label, value }: LabelledText, { text }: Content): Markup {
  return html`${label}${text.colon}<bdi>${value}</bdi><br>\n`
}

function chromeLink(content: Content, link: { label: string; address: string }): Markup {
  return html`<a ${chrome(content)} href="${link.address}" class="signal" style="${content.inline.anchor}">${link.label}</a>`
}

function footer(content: Content, { reason, choicesLink, leaveLink }: Places): Markup {
  const { text, operator, inline } = content
  const contact = operator.contactLink
    ? html`<a href="${operator.contactLink}" class="soft" style="${inline.quietLink}">${operator.contact}</a>`
    : operator.contact
  const lines = [
    operator.name ? html`${text.sentBy}${text.colon}<bdi>${operator.name}</bdi><br>` : '',
    operator.postalAddress ? html`<bdi>${operator.postalAddress}</bdi><br>` : '',
    operator.contact ? html`${text.contact}${text.colon}<bdi>${contact}</bdi><br>` : '',
  ].filter(Boolean)
  return html`<tr><td ${chrome(content)} class="soft" style="${edge(text.direction).align + inline.footer}">
<p style="${inline.note}">${reason}</p>
<p style="${inline.note}"><a href="${choicesLink}" class="ink" style="${inline.act}">${text.choices}</a></p>
<p style="${inline.note}"><a href="${leaveLink}" class="ink" style="${inline.act}">${text.leave}</a></p>
${lines.length > 0 ? html`<p style="${inline.note}">${lines}</p>` : ''}
<p style="${inline.note}"><a href="${content.privacyLink}" class="soft" style="${inline.quietLink}">${text.privacy}</a></p>
</td></tr>`
}

function testNotice(content: Content): Markup {
  const { inline, text } = content
  const { test } = text
  return html`<tr><td ${chrome(content)} class="test" style="${inline.test}">${test.kicker}<br>${test.notice}</td></tr>`
}

/** Our words are in the reader's language, which may not be the alert's. */
function chrome({ text }: Content): Markup {
  return html`lang="${text.language}" dir="${text.direction}"`
}
