/** What is wrong with a push, in words for the desk. Each ends with what happens meanwhile. Nothing quotes the hub. */

const meanwhile = 'The source is polled meanwhile.'

export const problemOfReach =
  'Its hub cannot reach PUBLIC_URL, which exists only inside. Set a public one to be pushed to; the source is polled.'

export const problemOfSilentVerification = `Its hub took our request and never verified it. It is asked again; ${lower(meanwhile)}`

export const problemOfLapse = `Its hub did not renew what it had promised in time. ${meanwhile}`

export const problemOfDenial = `Its hub refuses to push it to us. It is asked again next week; ${lower(meanwhile)}`

export const problemOfSignature =
  'A push came without our signature, or with a wrong one, and was ignored; the source was polled instead. If it lasts, its hub is at fault.'

export const problemOfSize =
  'A push was larger than is taken, and was ignored; the source was polled instead.'

export const problemOfSilence =
  'Polls bring items that its hub did not push: it is polled as if there were none. The hub was asked again.'

export function problemOfAnswer(status: number): string {
  if (status === 429) return `Its hub says that we ask too often (429). ${meanwhile}`
  if (status >= 500) return `Its hub is in trouble (${status}). It is asked again; ${lower(meanwhile)}`
  return `Its hub does not take our request (${status}). It is asked again, ever more seldom; ${lower(meanwhile)}`
}

/** `reason`: the guarded fetch's own words. */
export function problemOfHub(reason: string): string {
  return `Its hub cannot be asked: ${reason} ${meanwhile}`
}

function lower(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`
}
