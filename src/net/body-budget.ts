/**
 * What all fetches together may hold of bodies. Each alone is bounded, but hundreds wait at the same time:
 * without this, as many hostile servers that each stop one octet before the bound would take gigabytes. When
 * it is overdrawn, the fetch that holds most ends, with `fetch.too-large`; an honest one hardly ever is that.
 */
import { TocsinError } from '../errors.ts'

/** Of one fetch; `hold` counts further bytes, `release` lets all of them go. */
export interface BodyShare {
  hold(bytes: number): void
  release(): void
}

export type BodyBudget = (end: (error: TocsinError) => void) => BodyShare

export function createBodyBudget(maxBytes: number): BodyBudget {
  const shares = new Map<BodyShare, { bytes: number; end: (error: TocsinError) => void }>()
  let held = 0
  const release = (share: BodyShare): void => {
    held -= shares.get(share)?.bytes ?? 0
    shares.delete(share)
  }
  const endLargest = (): void => {
    const [largest] = [...shares].toSorted(([, one], [, other]) => other.bytes - one.bytes)
    if (!largest) return
    release(largest[0])
    largest[1].end(tooMuchAtOnce(maxBytes))
  }
  return end => {
    const share: BodyShare = {
      hold(bytes) {
        const mine = shares.get(share)
        if (!mine) return
        mine.bytes += bytes
        held += bytes
        if (held > maxBytes) endLargest()
      },
      release: () => release(share),
    }
    shares.set(share, { bytes: 0, end })
    return share
  }
}

function tooMuchAtOnce(maxBytes: number): TocsinError {
  return new TocsinError(
    'fetch.too-large',
    `More than ${maxBytes} bytes were being read at the same time, and this was the largest part. It is read again later.`,
  )
}
