/** Whether the product's books and the sink's count say the same of an alert that has ended. */
import { type ApiAlert, sumOf } from '../../test/support/api-client.ts'

type Books = Pick<
  ApiAlert,
  | 'audience'
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'deferred'
  | 'refused'
  | 'uncertain'
  | 'suppressed'
  | 'withdrawn'
  | 'resent'
>

const mostTold = 5

/** Throws unless everybody was accepted once, and the sink took exactly as many. */
export function checkBooks(
  books: Books,
  expected: { subscribers: number; taken: number; doubled?: () => readonly string[] },
): void {
  const { subscribers, taken, doubled } = expected
  const right =
    books.audience === subscribers &&
    sumOf(books) === subscribers &&
    books.accepted === subscribers &&
    books.resent === 0 &&
    taken === subscribers
  if (right) return
  const states = Object.entries(books).filter(([, value]) => typeof value === 'number')
  const said = states.map(([name, value]) => `${name} ${value}`).join(', ')
  const twice = doubled?.().slice(0, mostTold) ?? []
  throw new Error(
    `The books disagree: ${subscribers} subscribers, and the sink took ${taken}, but the alert says: ${said}. ` +
      (twice.length > 0
        ? `Taken more than once: ${twice.join('; ')}.`
        : 'Nothing is known to have come twice.'),
  )
}
