import type { Message } from './site-text.ts'

/** What a reader is told about the copy of their data, and about erasing it. */
export interface DataText {
  /** The mail with both links, which the preference page's button sends. */
  mail(words: { who: string; download: string; erase: string; minutes: number }): {
    subject: string
    text: string
  }
  /** After the button, whether or not a mail went. */
  asked: Message
  download: { page: Message; button: string }
  /** Says, before the button, that there is no way back. */
  erase: { page(name: string): Message; button: string }
  erased(name: string): Message
  expired: Message
  unknown: Message
}
