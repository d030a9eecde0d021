/** What is wrong with a source, in words for the desk, and what to do about it. Nothing here quotes the source. */

/** For an answer that is neither a feed nor "not changed". */
export function problemOfStatus(status: number, headers: Headers): string {
  if (headers.get('cf-mitigated') === 'challenge')
    return `A bot check stands before it (it answers ${status}). ${askPublisher}`
  if (status === 401)
    return 'It asks for a login (401). Use an address that is public, or ask its publisher for one.'
  if (status === 403) return `It refuses us (403). ${askPublisher}`
  if (status === 404) return 'There is nothing at this address (404). Look on its site where the feed is now.'
  if (status === 410)
    return 'It is gone for good, says its server (410). Look for another feed, or remove it.'
  if (status === 429)
    return 'It says that we come too often (429). It is asked more seldom; set a longer interval.'
  if (status === 451) return 'It may not be read from here for legal reasons (451). Ask its publisher.'
  if (status === 304)
    return 'It says "not changed" although it was never read (304). Its server is at fault; wait, or ask its publisher.'
  if (status >= 500)
    return `Its server is in trouble (${status}). It is tried again; if it lasts, ask its publisher.`
  return `It answers ${status} instead of a feed. Open the address in a browser and check it.`
}

/** For a 200 that cannot be read as a feed. `reason` is the feed reader's. */
export function problemOfBody(body: Uint8Array, reason: string): string {
  if (body.length === 0) return 'It answers with nothing at all. If it lasts, ask its publisher.'
  const head = Buffer.from(body.subarray(0, 2_048)).toString('latin1').toLowerCase()
  if (/<(?:!doctype\s+html|html|head|title)[\s>]/.test(head))
    return /checking your browser|just a moment|captcha|challenge|access denied|are you (?:a )?human/.test(
      head,
    )
      ? `A bot check stands before it: it answers with a web page instead of a feed. ${askPublisher}`
      : 'It is a web page, not a feed. Look on its site for the address of the feed, or remove it.'
  return `It cannot be read as a feed (${reason}). Open the address in a browser and check it.`
}

/** For a document that ends in the middle; `firstPoll`: the source was never read whole before. */
export function problemOfCutOff(firstPoll: boolean): string {
  const effect = firstPoll
    ? 'Until it was read whole once, nothing of it alerts.'
    : 'The items before that were used.'
  return `The feed ends in the middle of the document. ${effect} If it lasts, ask its publisher.`
}

/** For a source whose address leads for good to that of another source. `host`: of the new address. */
export function problemOfTwin(host: string): string {
  return `Its address has moved for good, to one at ${host} that is a source here already: everything comes twice. Remove one of the two.`
}

/** For a document that the reader gave up. */
export function problemOfGivingUp(why: 'slow' | 'large' | 'fault'): string {
  if (why === 'fault') return problemOfFault
  const much = why === 'slow' ? 'longer' : 'more memory'
  return `What it answers takes ${much} to read than any feed does, and was given up. Open the address in a browser and check it, or remove it.`
}

export const problemOfFault =
  'Tocsin itself failed on what it answered; the log says where. Please report it. It is tried again.'

const askPublisher =
  'Ask its publisher to let this server and its User-Agent through, or use another address of the feed.'
