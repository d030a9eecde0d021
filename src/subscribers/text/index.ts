import { en, type SubscriberText } from './en.ts'

/** The text for a language (BCP 47), English where there is none yet. */
export function subscriberText(_language: string): SubscriberText {
  return en
}
