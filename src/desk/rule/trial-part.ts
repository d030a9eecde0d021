/** What a rule would have made, beside what it made: two lists of mails. */
import { newRuleId, type ReplayedMail, type Rule, replayRules } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import { type Html, html } from '../../web/index.ts'
import { kindMark } from '../alert/alert-words.ts'
import { deskText } from '../text/en.ts'
import { secondText, time } from '../time.ts'

const text = deskText.rules.tryIt
const dayMs = 86_400_000
/** Of a rule that rings for everything the first say enough. */
const mostShown = 50

export type Trial =
  | { kind: 'tried'; days: number; mails: readonly ReplayedMail[]; before: readonly ReplayedMail[] }
  /** Some of that time was purged. */
  | { kind: 'purged'; days: number; possibleFrom: number }

export async function tryRule(
  read: Read,
  {
    ruleId,
    name,
    before,
    rule,
    days,
    now,
  }: { ruleId: number | null; name: string; before: string | null; rule: Rule; days: number; now: number },
): Promise<Trial> {
  const window = { from: now - days * dayMs, to: now }
  const trial = { ruleId: ruleId ?? newRuleId, name, rule }
  const would = await replayRules(read, { ...window, trial })
  if (would.kind === 'purged') return { ...would, days }
  const past =
    before === null
      ? ({ kind: 'replayed', mails: [] } as const)
      : await replayRules(read, { ...window, trial: null })
  if (past.kind === 'purged') return { ...past, days }
  return {
    ...{ kind: 'tried', days },
    mails: would.mails.filter(mail => mail.rule === name),
    before: past.mails.filter(mail => mail.rule === before),
  }
}

export function countMails(mails: readonly ReplayedMail[]): { sent: number; drafts: number } {
  const sent = mails.filter(({ does }) => does === 'send').length
  return { sent, drafts: mails.length - sent }
}

export function trialPart(trial: Trial, people: number): Html {
  if (trial.kind === 'purged')
    return html`<section aria-labelledby="trial" class="wide"><h2 id="trial">${text.choice(trial.days)}</h2>
<p role="alert">${purgedWords(trial.possibleFrom)}</p></section>`
  const { days, mails, before } = trial
  const { sent } = countMails(mails)
  return html`<section aria-labelledby="trial" class="wide"><h2 id="trial">${text.choice(days)}</h2>
<div class="pair"><div><h3>${text.wouldHave}</h3><p><strong>${countWords(mails)}</strong> ${sent > 0 ? text.eachTo(people) : ''}</p>${mailList(mails)}</div>
<div><h3>${text.asItWas}</h3><p><strong>${countWords(before)}</strong></p>${mailList(before)}</div></div></section>`
}

export function purgedWords(possibleFrom: number): string {
  return text.purged(secondText(possibleFrom))
}

function countWords(mails: readonly ReplayedMail[]): string {
  const { sent, drafts } = countMails(mails)
  return text.counts(sent, drafts)
}

function mailList(mails: readonly ReplayedMail[]): Html {
  if (mails.length === 0) return html`<p class="empty">${text.nothing}</p>`
  const newest = mails.toReversed().slice(0, mostShown)
  const more = mails.length - newest.length
  return html`<ol class="list">${newest.map(mailRow)}</ol>${more > 0 ? html`<p>${text.tooMany(more)}</p>` : ''}`
}

function mailRow(mail: ReplayedMail): Html {
  const { kind, does, at, minutesAfterFirst, score, origins, headline, sourceName, storyId } = mail
  const mark = kindMark({ kind, priority: mail.priority })
  const words = mail.whatChanged ?? mail.whatWasWrong
  return html`<li><p class="line">${mark} <strong class="state">${does === 'send' ? text.sent : text.draft}</strong> ${time(at)} <span>${text.after(Math.round(minutesAfterFirst))}</span></p>
<p><a href="/desk/stories/${storyId}">${headline}</a> ${sourceName ? html`<small>${sourceName}</small>` : ''}</p>
<p class="hint">${text.standing(score, origins)}</p>
${words ? words.split('\n\n').map(paragraph => html`<p>${paragraph}</p>`) : ''}</li>`
}
