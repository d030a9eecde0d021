/** Bounces of others, where they lie beside the checkout; without them this test says so and skips. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { verdictOf } from './verdict.ts'

const bounces = new URL('../../../../shared/corpora/bounces/', import.meta.url)
const skip = existsSync(bounces) ? false : 'the collected bounces are not on this machine'

interface Recipient {
  status: string
  reply: string
  reason: string
  hard: boolean
}

/**
 * The words of the SMTP answers in a bounce, in order: of its delivery status (RFC 3464 §2.3.6), else quoted in
 * its text.
 */
function answersIn(name: string): string[] {
  const raw = readFileSync(new URL(name, bounces), 'utf8').replaceAll('\r\n', '\n').replaceAll(/=\n/g, '')
  const diagnostics = raw.matchAll(/^Diagnostic-Code:[ \t]*smtp[ \t]*;?(.*(?:\n[ \t]+.*)*)/gim)
  const quoted = raw.matchAll(/^\W*([45]\d\d[ -](?=\D|[45]\.).+)$/gm)
  const found = [...diagnostics].map(([, words = '']) => words)
  return (found.length > 0 ? found : [...quoted].map(([, words = '']) => words)).map(words =>
    words.replace(/\s+/g, ' ').trim(),
  )
}

function judge(answer: string) {
  const [, code, status, text = ''] =
    /^(?:\d{3}[ -])?([45]\d\d)[ -]?(?:#?([45]\.\d{1,3}\.\d{1,3})\b)?(.*)$/.exec(answer) ?? []
  return code ? verdictOf({ code: Number(code), status: status ?? null, text, step: 'RCPT' }) : null
}

test('what real servers answered is judged hard or not as others judge it', { skip }, t => {
  const truth: Record<string, Recipient[]> = JSON.parse(readFileSync(new URL('truth.json', bounces), 'utf8'))
  const apart = new Map<string, number>()
  let judged = 0
  let agreed = 0
  for (const [name, recipients] of Object.entries(truth)) {
    const answers = answersIn(name)
    for (const [place, { status, reply, reason, hard }] of recipients.entries()) {
      // What is no answer of a server to a command (a timeout, a DNS error, a complaint) is not for this table.
      const words =
        answers.length === recipients.length ? answers[place] : answers.find(one => one.includes(reply))
      // A detail in the nine hundreds is their own invention; only a server's own code is taken without its words.
      const answer = words ?? (/\.0\.9\d\d$/.test(status) ? undefined : `${reply} ${status}`)
      const verdict = reply === '' || answer === undefined ? null : judge(answer)
      if (!verdict) continue
      judged += 1
      if ((verdict.kind === 'hard') === hard) agreed += 1
      else {
        const how = `${reason}, ${hard ? 'hard' : 'not hard'} there, ${verdict.kind} here`
        apart.set(how, (apart.get(how) ?? 0) + 1)
        if (process.env['SHOW_BOUNCES']) t.diagnostic(`${name}: ${how}: ${answer?.slice(0, 120)}`)
      }
    }
  }
  t.diagnostic(`${judged} answers judged, ${agreed} alike (${((agreed / judged) * 100).toFixed(1)} %)`)
  for (const [how, count] of [...apart].toSorted(([, one], [, other]) => other - one))
    t.diagnostic(`${count} × ${how}`)
  assert.ok(judged > 200, `${judged} judged`)
  // The main difference is meant: who answers "user unknown" is believed, also where others say "filtered".
  assert.ok(agreed / judged > 0.85, `${agreed} of ${judged} alike`)
})
