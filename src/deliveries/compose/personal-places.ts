/**
 * What is filled into a quoted-printable body for one reader, wherever in a line its place is. Each value brings its
 * own soft breaks (RFC 2045 §6.7 (5)), before, after and every 72 characters; no line of it begins with a dot, so that
 * it needs no dot-stuffing, nor ends in white space, so that it is in the relaxed form of DKIM as it is.
 */

import { type Limits, oneLine } from './neutral-text.ts'
import { unfillable } from './personal-lines.ts'

/** Words that a reader typed are in it. */
const reasonLimits: Limits = { length: 300, bytes: 1_500 }
export const softBreak = '=\r\n'
const token = /^[\w-][\w.-]{0,59}$/
const mostKept = 256

export interface ReasonPlaces {
  inText: string
  inHtml: string
}

/** A reason, or null for the plain one -> its two places. Those met lately are kept: most readers share theirs. */
export function reasonPlaces(plain: string): (reason: string | null) => ReasonPlaces {
  const standard = placesOf(oneLine(plain, reasonLimits))
  const kept = new Map<string, ReasonPlaces>()
  return reason => {
    if (reason === null) return standard
    const known = kept.get(reason)
    if (known) return known
    const line = oneLine(reason, reasonLimits)
    const fresh = line === '' ? standard : placesOf(line)
    if (kept.size >= mostKept) kept.clear()
    kept.set(reason, fresh)
    return fresh
  }
}

function placesOf(line: string): ReasonPlaces {
  return { inText: quotedPrintable(line), inHtml: quotedPrintable(escaped(line)) }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(line: string): string {
  return line.replace(/[&<>"']/g, character => entities[character] ?? '')
}

/** The end of a link, to stand between two soft breaks: returns its argument, for a token needs no escaping anywhere. */
export function checkedToken(field: 'choicesToken' | 'leaveToken', value: string): string {
  if (!token.test(value))
    throw unfillable(field, 'at most 60 of A-Z, a-z, 0-9, _, - and, but at its start, dots')
  return value
}

/** Text without line breaks and without white space in a row. */
export function quotedPrintable(text: string): string {
  const encoded = encodedOctets(text)
  let lines = '=\r\n'
  for (let from = 0; from < encoded.length; ) {
    let to = Math.min(from + 72, encoded.length)
    // An escape must not be broken: `=3D` begins at most two places before its end.
    if (to < encoded.length) {
      if (encoded[to - 1] === '=') to -= 1
      else if (encoded[to - 2] === '=') to -= 2
    }
    lines += `${withoutBadStart(encoded.slice(from, to))}=\r\n`
    from = to
  }
  return lines
}

function encodedOctets(text: string): string {
  let encoded = ''
  for (const octet of Buffer.from(text, 'utf8')) {
    const plain = octet >= 0x20 && octet <= 0x7e && octet !== 0x3d
    encoded += plain ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}

/** A dot would have to be doubled; `From ` is changed where mail is kept in an mbox, and a signature with it. */
function withoutBadStart(line: string): string {
  if (line.startsWith('.')) return `=2E${line.slice(1)}`
  return line.startsWith('From ') ? `=46${line.slice(1)}` : line
}
