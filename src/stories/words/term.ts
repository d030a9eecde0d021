/**
 * A term is a word as the grouping keeps it: 32 bits of a hash, so that what is kept is small, sorts in one way on every
 * machine, and nobody can fill the memory with new words. Two words that share a hash are one in four billion pairs.
 */

/** FNV-1a over the UTF-16 units, then mixed (Murmur3's finaliser), for FNV alone leaves the high bits poor. */
export function termOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
