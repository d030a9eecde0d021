import { isLoopbackHost } from '../loopback.ts'

/**
 * What publishers see of us: the product's name, and whom to write to. This machine's own name reaches nobody:
 * without a contact none is pretended. Letters that a header cannot carry are left out.
 */
export function userAgentOf({
  contact,
  publicUrl,
}: {
  contact: string | null
  /** Absolute. */
  publicUrl: string
}): string {
  const reachable = contact ?? (isLoopbackHost(new URL(publicUrl).hostname) ? '' : publicUrl)
  // Parentheses and backslashes would end the comment early or break it (RFC 9110 §5.6.5).
  const printable = reachable.replace(/[^\x20-\x7e]|[()\\]/g, '').trim()
  return printable === '' ? 'Tocsin/0.1' : `Tocsin/0.1 (+${printable})`
}
