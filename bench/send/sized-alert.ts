/** An alert whose mail has nine thousand bytes as it is sent, whatever the product puts around its text. */
import type { CapturedMail } from '../support/capture-mail.ts'

const targetBytes = 9_000
const tolerance = 0.01
const tries = 8

export interface SizedAlert {
  fields: ReturnType<typeof alertOf>
  captured: CapturedMail
}

const sentences = [
  'The bridge over the river was closed at noon after a freighter hit its second pillar.',
  'Nobody was hurt, says the harbour office, and the crew of eleven is safe on land.',
  'Traffic is sent round by the north, which takes half an hour longer than usual.',
  'Engineers went into the pillar with a boat in the afternoon and found a crack above the water line.',
  'The railway stopped all trains between the two stations until the crack has been measured.',
  'The company that owns the freighter says that its rudder did not answer.',
]

/** Follows the size from mail to mail; `send` sends an alert to one reader and brings the mail back. */
export async function fitAlert(send: (fields: object) => Promise<CapturedMail>): Promise<SizedAlert> {
  let length = 800
  let bytesPerCharacter = 2 // once as text, once as HTML
  let before: { length: number; bytes: number } | null = null
  const seen: string[] = []
  for (let n = 0; n < tries; n++) {
    const fields = alertOf(length)
    const captured = await send(fields)
    const { bytes } = captured
    if (Math.abs(bytes - targetBytes) <= tolerance * targetBytes) return { fields, captured }
    seen.push(`${length} characters: ${bytes} bytes`)
    if (before && before.length !== length)
      bytesPerCharacter = Math.max(1, (bytes - before.bytes) / (length - before.length))
    before = { length, bytes }
    length = Math.min(4_900, Math.max(1, Math.round(length + (targetBytes - bytes) / bytesPerCharacter)))
  }
  throw new Error(`No summary makes a mail of ${targetBytes} bytes: ${seen.join('; ')}.`)
}

function alertOf(summaryLength: number) {
  const whole = sentences.join(' ')
  const times = Math.ceil(summaryLength / whole.length)
  const summary = `${Array(times).fill(whole).join(' ').slice(0, summaryLength).trimEnd()}.`
  const headline = 'The bridge over the river is closed after a ship hit a pillar'
  return { headline, summary, priority: 'flash', kind: 'alert', send: true }
}
