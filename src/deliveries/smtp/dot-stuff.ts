/**
 * A message -> the octets between the answer to DATA and the final dot (RFC 5321 §4.5.2).
 * Every line ends with CRLF, a bare CR or LF having become one: a relay that takes a bare line end for a real
 * one would else read a smuggled final dot (CVE-2023-51764). Every line that begins with a dot has one more.
 * What comes out is empty or ends with CRLF, so that `.` CRLF after it ends the message.
 */
const cr = 13
const lf = 10
const dot = 46

/** Returns the very same array when nothing has to change, which is the rule for what we compose. */
export function dotStuff(message: Uint8Array): Uint8Array {
  const extra = countExtra(message)
  if (extra === 0) return message
  const out = new Uint8Array(message.length + extra)
  let at = 0
  let lineStart = true
  for (let i = 0; i < message.length; i++) {
    const byte = message[i] as number // below its length
    if (lineStart && byte === dot) out[at++] = dot
    lineStart = byte === cr || byte === lf
    if (lineStart) {
      out[at++] = cr
      out[at++] = lf
      if (byte === cr && message[i + 1] === lf) i++
    } else out[at++] = byte
  }
  if (!lineStart) {
    out[at++] = cr
    out[at] = lf
  }
  return out
}

/** How many octets `dotStuff` adds. */
function countExtra(message: Uint8Array): number {
  let extra = 0
  let lineStart = true
  for (let i = 0; i < message.length; i++) {
    const byte = message[i] as number // below its length
    if (lineStart && byte === dot) extra++
    lineStart = byte === cr || byte === lf
    if (!lineStart) continue
    if (byte === cr && message[i + 1] === lf) i++
    else extra++
  }
  return lineStart ? extra : extra + 2
}
