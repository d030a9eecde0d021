/**
 * linkedom makes a node of every `&amp;` and every stray `<`: a million of them block it for seconds. In a trimmed
 * page characters of private use stand for both; whoever takes text out puts them back.
 */
import { decodeHtmlText } from '../feed/decode-entities.ts'

const bracket = '\ue000'
const ampersand = '\ue001'

export function asText(written: string): string {
  return decodeHtmlText(written).replaceAll('<', bracket).replaceAll('&', ampersand)
}

export function fromText(text: string): string {
  return text.replaceAll(bracket, '<').replaceAll(ampersand, '&')
}
