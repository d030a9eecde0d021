import { webAddress } from './web-address.ts'

/** The first of these addresses that is a picture of what happened; http or https. */
export function shownPicture(written: readonly (string | undefined)[], base: string | null): string | null {
  for (const address of written) {
    const url = webAddress(address, base)
    if (url !== null && !counters.test(url)) return url
  }
  return null
}

/** Pixels that count readers, faces of authors, smileys, badges and fillers. */
const counters =
  /\/\/(?:[^/]*\.)?gravatar\.com\/avatar|\/images\/core\/emoji\/|\/\/img\.shields\.io\/|\/\/(?:feeds\.feedburner|feedads\.g\.doubleclick|pixel\.wp|stats\.wordpress)\.|[-_/.]pixel\.(?:gif|png)|\/(?:spacer|blank|transparent|clear|1x1|b)\.(?:gif|png)|\/tracking\//i
