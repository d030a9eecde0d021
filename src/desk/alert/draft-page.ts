/**
 * A draft at work: its form, how the mail will look, a test, and the button that sends. All buttons belong to
 * one form, so that what is tested and sent is what stands on the screen.
 */
import { type Alert, type FieldProblems, readAlert } from '../../alerts/index.ts'
import { composePreview } from '../../deliveries/index.ts'
import { listTopics, type Topic, unknownTopics } from '../../subscribers/index.ts'
import { type Html, html, type RequestContext } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { deskText } from '../text/en.ts'
import { time } from '../time.ts'
import { kindMark, whoWords } from './alert-words.ts'
import type { AudienceNow } from './audience-counts.ts'
import { audienceWords, stopsFollowed } from './audience-words.ts'
import { draftField, draftFields } from './draft-fields.ts'
import { type DraftForm, draftFormOf, fingerprint } from './draft-form.ts'
import { previewPane } from './preview-pane.ts'
import { noReaderLook, type ReaderLook, readerBox } from './reader-box.ts'

const text = deskText.draft

export interface DraftPage {
  alert: Alert
  /** What was typed, when it could not be saved; absent: what is saved. */
  form?: DraftForm
  /** With which fingerprint it was opened; absent: as it is saved. */
  opened?: string
  problems?: FieldProblems
  /** What was asked about a reader. */
  reader?: ReaderLook
  /** The address typed for a test. */
  testAddress?: string
  /** In words, above the form. */
  trouble?: string
  done?: string | null
}

export async function draftPage(parts: DeskParts, c: RequestContext, wish: DraftPage) {
  const { alert, problems = {}, trouble } = wish
  const { read } = parts.store
  const saved = draftFormOf(alert)
  const [audience, mail, followed, topics] = await Promise.all([
    parts.audience.of(alert),
    composePreview(read, alert, parts.context),
    alert.followsId === null ? null : readAlert(read, alert.followsId),
    listTopics(read),
  ])
  const body = html`${heading(alert, followed)}
${trouble ? html`<p class="problem" role="alert">${trouble}</p>` : ''}
<div class="work wide">
<form id="draft" method="post" action="/desk/alerts/${alert.id}" novalidate data-draft>
<input type="hidden" name="opened" value="${wish.opened ?? fingerprint(saved)}">
<input type="hidden" name="people" value="${audience.people}">
<h2 class="visually-hidden">${text.fields.headline}</h2>
${draftFields({ kind: alert.kind, form: wish.form ?? saved, problems })}
${unknownWords(alert, topics)}
<p><button data-key="s">${text.save}</button></p>
</form>
<div>
${previewPane(alert.id, mail)}
<div class="pair">
${testBox(alert, wish.testAddress ?? '', problems['testAddress'])}
${sendBox(alert, audience, followed)}
</div>
${readerBox(alert, wish.reader ?? noReaderLook)}
</div>
</div>
<details><summary class="button">${text.discard.summary}</summary>
<p>${text.discard.note}</p>
<form method="post" action="/desk/alerts/${alert.id}/discard"><button class="danger">${text.discard.button}</button></form>
</details>`
  if (Object.keys(problems).length > 0 || trouble) c.status(422)
  const counting = audience.kind === 'counting' ? { events: `/desk/alerts/${alert.id}/events` } : {}
  return deskPage(parts, c, { title: alert.headline, done: wish.done ?? null, ...counting, body })
}

function unknownWords({ topics: named }: Alert, known: readonly Topic[]): Html | '' {
  const unknown = unknownTopics(known, named)
  if (unknown.length === 0) return ''
  return html`<p class="problem">${text.unknownTopics(unknown)}</p>`
}

function heading(alert: Alert, followed: Alert | null): Html {
  const { kind } = alert
  return html`<p class="line">${kindMark(alert)} <strong class="state">${deskText.state.draft}</strong> <span>${text.madeBy} ${whoWords(alert.createdBy)}, ${time(alert.createdAt)}</span>
${alert.storyId === null ? '' : html`<a href="/desk/stories/${alert.storyId}">${text.fromStory}</a>`}</p>
<h1>${alert.headline}</h1>
${followed && kind !== 'alert' ? html`<p>${text.follows[kind]}: <a href="/desk/alerts/${followed.id}">${followed.headline}</a></p>` : ''}`
}

function testBox(alert: Alert, address: string, problem: string | undefined): Html {
  return html`<section class="test" aria-labelledby="test-title"><h2 id="test-title">${text.test.title}</h2>
${draftField({ name: 'testAddress', label: text.test.address, value: address, problem, type: 'email', key: 't', form: 'draft', hint: text.test.note })}
<p><button class="test" form="draft" formaction="/desk/alerts/${alert.id}/test">${text.test.button}</button></p>
</section>`
}

function sendBox(alert: Alert, audience: AudienceNow, followed: Alert | null): Html {
  const { send } = text
  const { people } = audience
  const isCounting = audience.kind === 'counting'
  const flash = alert.priority === 'flash'
  const stops = stopsFollowed(alert, followed)
  const label = (flash ? send.flashButton : send.button)(people, isCounting)
  return html`<section class="send" aria-labelledby="send-title"><h2 id="send-title">${send.title}</h2>
<p role="status" data-live="toWhom">${audienceWords(alert, audience, stops)}${isCounting ? html` <a href="/desk/alerts/${alert.id}">${send.lookAgain}</a>` : ''}</p>
<p>${send.whatIsOnScreen} ${flash ? send.flashNote : ''}</p>
${stops ? html`<p><strong>${send.stopsFollowed}</strong></p>` : ''}
<p><button class="signal" form="draft" formaction="/desk/alerts/${alert.id}/send">${label}</button></p>
</section>`
}
