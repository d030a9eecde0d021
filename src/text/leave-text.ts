/** The words of the page after leaving. */
import type { Message } from './site-text.ts'

export type LeavingReasonWords =
  | 'too-many'
  | 'not-what-i-wanted'
  | 'too-late'
  | 'no-longer-interested'
  | 'something-else'

export interface LeaveText {
  undo: { hint(hours: number): string; button: string }
  back(name: string): Message
  why: { heading: string; hint: string; reasons: Record<LeavingReasonWords, string>; thanks: string }
  mail: { button: string; hint: string; done: string }
  expired: Message
  unknown: Message
  lastMail(words: { who: string; site: string }): { subject: string; text: string }
}
