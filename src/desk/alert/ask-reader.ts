import { readAlert } from '../../alerts/index.ts'
import { askForReader } from '../../deliveries/index.ts'
import { listTopics, parseAddress } from '../../subscribers/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { idOf, notFound, readForm, textField } from '../form.ts'
import { deskText } from '../text/en.ts'
import { draftForm } from './draft-form.ts'
import { draftPage } from './draft-page.ts'
import type { ReaderLook } from './reader-box.ts'
import { readerWords } from './reader-words.ts'
import { sentPage } from './sent-page.ts'

/** The form of a draft comes along whole, that of a sent alert has the address alone. */
const question = draftForm.extend({ readerAddress: textField, opened: textField, testAddress: textField })

/** Answers with the page itself: nothing changes, and what is typed in a draft is still there. */
export function askAboutReader(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/alerts/:id/reader',
    who: 'editor',
    async handler(c) {
      const { readerAddress, opened, testAddress, ...form } = await readForm(c, question)
      const alert = await readAlert(parts.store.read, idOf(c))
      if (!alert) throw notFound()
      const reader = await lookFor(parts, alert, readerAddress)
      if (alert.state !== 'draft') return sentPage(parts, c, alert, { reader })
      // Sent from the page of a draft, or by hand with the address alone.
      const typed = opened === '' ? {} : { form, opened }
      return draftPage(parts, c, { alert, ...typed, testAddress, reader })
    },
  }
}

type Asked = Parameters<typeof askForReader>[2]['alert']

async function lookFor(
  { store, context, clock }: DeskParts,
  alert: Asked,
  address: string,
): Promise<ReaderLook> {
  const parsed = parseAddress(address)
  if (!parsed.ok) return { address, problem: deskText.reader.problem[parsed.problem], answer: [] }
  const asked = { alert, addressKey: parsed.key, at: clock.now() }
  const [answer, topics] = await Promise.all([askForReader(store, context, asked), listTopics(store.read)])
  return { address, answer: readerWords(answer, topics) }
}
