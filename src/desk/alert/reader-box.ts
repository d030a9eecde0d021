/** A field for one reader's address, and what is said of them. A POST, so that the address gets into no URL and no log. */
import type { Alert } from '../../alerts/index.ts'
import { type Html, html } from '../../web/index.ts'
import { deskText } from '../text/en.ts'
import { draftField } from './draft-fields.ts'

const text = deskText.reader

export interface ReaderLook {
  /** As it was typed. */
  address: string
  problem?: string
  /** Sentences; empty: nobody has asked. */
  answer: readonly string[]
}

export const noReaderLook: ReaderLook = { address: '', answer: [] }

/** Of a draft it belongs to the draft's form: what is typed there comes back with the answer. */
export function readerBox({ id, state }: Pick<Alert, 'id' | 'state'>, look: ReaderLook): Html {
  const isDraft = state === 'draft'
  const when = isDraft ? 'before' : 'after'
  const field = draftField({
    ...{ name: 'readerAddress', label: text.address, value: look.address, problem: look.problem },
    ...{ type: 'email', hint: text.hint[when] },
    ...(isDraft ? { form: 'draft' } : {}),
  })
  const action = `/desk/alerts/${id}/reader`
  const button = isDraft
    ? html`<button form="draft" formaction="${action}#reader">${text.button}</button>`
    : html`<button>${text.button}</button>`
  const [first, ...rest] = look.answer
  const answer = first ? html`<p role="status"><strong>${first}</strong> ${rest.join(' ')}</p>` : ''
  const inner = html`${field}
<p>${button}</p>`
  return html`<section id="reader" aria-labelledby="reader-title"><h2 id="reader-title">${text.title[when]}</h2>
${answer}
${isDraft ? inner : html`<form method="post" action="${action}#reader" novalidate>${inner}</form>`}</section>`
}
