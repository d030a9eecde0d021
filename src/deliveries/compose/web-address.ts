import { encodedBytes } from './neutral-text.ts'

/** Of the longest link a mail carries, as it costs in the HTML part. */
const longestLinkBytes = 900

/**
 * The address in its normal ASCII form, or null for anything but http(s). An address with a user part is
 * refused: `https://trusted.example@evil.example` names a host that it does not lead to.
 */
export function webAddress(value: string | null): string | null {
  const url = value === null ? null : URL.parse(value)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
  return encodedBytes(url.href) <= longestLinkBytes ? url.href : null
}

/** The host as a reader knows it. */
export function hostOf(address: string): string {
  return new URL(address).host.replace(/^www\./, '')
}
