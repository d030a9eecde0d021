/** A body as it comes, to a bound; null: it is larger, and the rest was not read. */
export async function readAtMost(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | null> {
  // Copied as it comes: two million chunks of an octet each would take a hundred times their size.
  let held = new Uint8Array(0)
  let size = 0
  for await (const chunk of body ?? []) {
    const end = size + chunk.length
    if (end > maxBytes) return null
    if (end > held.length) {
      const grown = new Uint8Array(Math.min(Math.max(end, held.length * 2), maxBytes))
      grown.set(held.subarray(0, size))
      held = grown
    }
    held.set(chunk, size)
    size = end
  }
  return held.subarray(0, size)
}
