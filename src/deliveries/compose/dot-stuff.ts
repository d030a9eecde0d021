/**
 * What a message needs to go between the answer to DATA and the final dot (RFC 5321 §4.5.2). Strings in
 * which every character stands for one octet.
 */

/**
 * Every line ends with CRLF, the last one too, a bare CR or LF having become one: a relay that takes a bare
 * line end for a real one would else read a smuggled final dot (CVE-2023-51764).
 */
export function wholeLines(octets: string): string {
  const lines = octets.replace(/\r\n|\r|\n/g, '\r\n')
  return lines === '' || lines.endsWith('\r\n') ? lines : `${lines}\r\n`
}

/** Whole lines, or a piece of a message that begins one -> each line that begins with a dot has one more. */
export function dotStuff(octets: string): string {
  return octets.replace(/(^|\r\n)\./g, '$1..')
}
