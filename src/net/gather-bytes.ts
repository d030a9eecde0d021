/**
 * Puts the pieces of a body together. In: a stream of pieces. Out: one array of exactly their bytes. The
 * bound holds at every piece. A piece is copied and let go at once: a server that sends ten million chunks of
 * one octet each would otherwise hold ten million objects, some hundred times the bytes it sent.
 */
export interface Gathering {
  /** Where a piece would go beyond the bound it is not taken, and the answer is false. */
  add(piece: Uint8Array): boolean
  bytes(): Uint8Array<ArrayBuffer>
}

const firstBytes = 64 * 1024
/** Real servers flush a line at a time at most. Each piece costs this thread a microsecond or two. */
const maxPieces = 200_000

/** `hold` is told by how much it grows, before it does. */
export function createGathering(maxBytes: number, hold: (bytes: number) => void): Gathering {
  let held = new Uint8Array()
  let total = 0
  let pieces = 0
  return {
    add(piece) {
      pieces++
      if (total + piece.length > maxBytes || pieces > maxPieces) return false
      if (total + piece.length > held.length) {
        const wanted = Math.max(total + piece.length, held.length * 2, firstBytes)
        const room = Math.min(wanted, maxBytes)
        hold(room - held.length)
        held = new Uint8Array(held.buffer.transfer(room))
      }
      held.set(piece, total)
      total += piece.length
      return true
    },
    bytes: () => new Uint8Array(held.buffer.transfer(total)),
  }
}
