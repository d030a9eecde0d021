/**
 * BRAND_ACCENT and BRAND_LOGO: the operator's colour and sign in place of ours. A colour that our paper swallows is
 * refused at start (WCAG 2.2 §1.4.3): headlines, links and buttons are read in it, and the button's word on it.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from './errors.ts'

export interface Brand {
  /** `#rrggbb` each, for light paper and dark; null: ours. */
  accent: { light: string; dark: string } | null
  /** Shown in the masthead; null: the bell. */
  logo: { file: string; type: 'image/svg+xml' | 'image/png' } | null
}

const largestLogoBytes = 64 * 1024
const leastContrast = 4.5
/** What the accent stands on in each scheme (`base.css`): the paper, and the tint, which is nearer to it. */
const grounds = { light: ['#ffffff', '#f5f4f2'], dark: ['#141414', '#1f1f1f'] } as const
type Scheme = keyof typeof grounds

export function readBrand(accent: string | null, logo: string | null): Brand {
  return {
    accent: accent === null ? null : readAccent(accent),
    logo: logo === null ? null : readLogo(resolve(logo)),
  }
}

/** `#b3131b`, or `#b3131b,#ff7a70` for light and dark; of one, the dark scheme takes the nearest that is read there. */
function readAccent(value: string): { light: string; dark: string } {
  const [light = '', dark, more] = value.split(',').map(part => part.trim().toLowerCase())
  for (const colour of dark === undefined ? [light] : [light, dark])
    if (more !== undefined || !/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(colour))
      throw new ConfigError(
        `BRAND_ACCENT must be one or two colours such as "#b3131b" or "#b3131b,#ff7a70" (light paper, dark paper), but is "${value}".`,
      )
  const whole = { light: sixDigits(light), dark: sixDigits(dark ?? light) }
  refuseFaint(whole.light, 'light')
  if (dark === undefined) return { ...whole, dark: nearestReadable(whole.dark, 'dark') }
  refuseFaint(whole.dark, 'dark')
  return whole
}

function refuseFaint(colour: string, scheme: Scheme): void {
  const found = contrast(colour, scheme)
  if (found >= leastContrast) return
  throw new ConfigError(
    `BRAND_ACCENT: ${colour} has a contrast of ${found.toFixed(2)} to 1 on ${scheme} paper and must have ${leastContrast}. The nearest that has it is ${nearestReadable(colour, scheme)}.`,
  )
}

/** Darker on light paper, lighter on dark, in steps of a hundredth, its hue kept. */
function nearestReadable(colour: string, scheme: Scheme): string {
  const end = scheme === 'light' ? 0 : 255
  for (let step = 0; step <= 100; step++) {
    const parts = channels(colour).map(part => Math.round(part + ((end - part) * step) / 100))
    const mixed = `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`
    if (contrast(mixed, scheme) >= leastContrast) return mixed
  }
  return scheme === 'light' ? '#000000' : '#ffffff'
}

/** WCAG 2.2, "contrast ratio": 1..21; the lesser of that on the paper and on its tint. */
function contrast(colour: string, scheme: Scheme): number {
  const own = luminance(colour)
  const ratios = grounds[scheme].map(luminance).map(other => {
    const [dark, light] = own < other ? [own, other] : [other, own]
    return (light + 0.05) / (dark + 0.05)
  })
  return Math.min(...ratios)
}

/** WCAG 2.2, "relative luminance" of sRGB: 0..1. */
function luminance(colour: string): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  const [red = 0, green = 0, blue = 0] = channels(colour).map(part => linear(part / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
}

function sixDigits(colour: string): string {
  return colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour
}

/** By what the file holds, not by its name: what it is served as must be what it is. */
function readLogo(file: string): NonNullable<Brand['logo']> {
  const content = readLittle(file)
  if (content.length > largestLogoBytes)
    throw new ConfigError(
      `BRAND_LOGO names ${file}, which is larger than ${largestLogoBytes / 1024} kB: every reader loads it. Make it smaller.`,
    )
  if (content.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')))
    return { file, type: 'image/png' }
  if (/^\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!doctype[^>]*>|\s)*<svg[\s>]/i.test(content.toString('utf8')))
    return { file, type: 'image/svg+xml' }
  throw new ConfigError(
    `BRAND_LOGO names ${file}, which must be an SVG or PNG picture, but is neither. Name another file.`,
  )
}

/** One octet more than is allowed, at most. */
function readLittle(file: string): Buffer {
  try {
    const content = Buffer.alloc(largestLogoBytes + 1)
    const handle = openSync(file, 'r')
    try {
      return content.subarray(0, readSync(handle, content))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw new ConfigError(`BRAND_LOGO names ${file}, which cannot be read: ${(error as Error).message}.`)
  }
}
